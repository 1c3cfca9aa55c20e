using System.Buffers;

namespace Sweep.Core.Results;

/// <summary>Trial results as bytes, for messages between processes. Every bit survives.</summary>
public static class TrialResultCodec
{
    private const int Version = 1;

    /// <summary>Appends one result.</summary>
    public static void Write(IBufferWriter<byte> output, TrialResult result)
    {
        output.WriteInt32(Version);
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
        if (version != Version)
            throw new FormatException($"a trial result of version {version} cannot be read, only of version {Version}");
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
            DivergedStep = reader.ReadInt64(),
            DivergedLayer = reader.ReadInt32(),
            Detail = reader.ReadText(),
            WeightsHash = reader.ReadText() ?? "",
        };
    }
}
