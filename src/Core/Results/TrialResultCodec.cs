using System.Buffers;

namespace Sweep.Core.Results;

/// <summary>
/// Trial results as bytes, for messages between processes. Every bit survives.
/// Version 1 has no top-k accuracies; a result without them is written as such, which older readers take too.
/// </summary>
public static class TrialResultCodec
{
    private const int Version = 2;
    private const int WithoutTopK = 1;

    /// <summary>Appends one result.</summary>
    public static void Write(IBufferWriter<byte> output, TrialResult result)
    {
        var version = BinaryForm.AreMissing(result.TrainTopK, result.ValidationTopK, result.TestTopK) ? WithoutTopK : Version;
        output.WriteInt32(version);
        output.WriteInt32((int)result.Outcome);
        output.WriteInt32(result.End is { } end ? (int)end : 0);
        output.WriteInt32((int)result.Task);
        output.WriteInt32(result.Epochs);
        output.WriteInt64(result.Steps);
        output.WriteInt64(result.Samples);
        output.WriteInt32(result.BestEpoch);
        output.WriteDouble(result.TrainLoss);
        output.WriteDouble(result.TrainScore);
        output.WriteDouble(result.ValidationLoss);
        output.WriteDouble(result.ValidationScore);
        output.WriteDouble(result.TestLoss);
        output.WriteDouble(result.TestScore);
        if (version == Version)
        {
            output.WriteDouble(result.TrainTopK);
            output.WriteDouble(result.ValidationTopK);
            output.WriteDouble(result.TestTopK);
        }

        output.WriteInt64(result.DivergedStep);
        output.WriteInt32(result.DivergedLayer);
        output.WriteText(result.Detail);
        output.WriteText(result.WeightsHash);
    }

    /// <summary>The result in the bytes.</summary>
    /// <exception cref="FormatException">The bytes are cut short or of another version.</exception>
    public static TrialResult Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new BinaryFormReader(bytes);
        var version = reader.ReadInt32();
        if (version is not (Version or WithoutTopK))
            throw new FormatException($"a trial result of version {version} cannot be read, only of versions {WithoutTopK} and {Version}");
        return new()
        {
            Outcome = (TrialOutcome)reader.ReadInt32(),
            End = reader.ReadInt32() is var end and not 0 ? (TrainingEnd)end : null,
            Task = (TaskKind)reader.ReadInt32(),
            Epochs = reader.ReadInt32(),
            Steps = reader.ReadInt64(),
            Samples = reader.ReadInt64(),
            BestEpoch = reader.ReadInt32(),
            TrainLoss = reader.ReadDouble(),
            TrainScore = reader.ReadDouble(),
            ValidationLoss = reader.ReadDouble(),
            ValidationScore = reader.ReadDouble(),
            TestLoss = reader.ReadDouble(),
            TestScore = reader.ReadDouble(),
            TrainTopK = version == Version ? reader.ReadDouble() : double.NaN,
            ValidationTopK = version == Version ? reader.ReadDouble() : double.NaN,
            TestTopK = version == Version ? reader.ReadDouble() : double.NaN,
            DivergedStep = reader.ReadInt64(),
            DivergedLayer = reader.ReadInt32(),
            Detail = reader.ReadText(),
            WeightsHash = reader.ReadText() ?? "",
        };
    }
}
