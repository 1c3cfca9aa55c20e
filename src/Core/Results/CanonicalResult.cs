using System.Buffers;

namespace Sweep.Core.Results;

/// <summary>
/// The one byte form of what a trial yielded, from which its digest is made. Little-endian throughout; numbers by their
/// bits with every NaN as the quiet NaN without payload; lists and texts after their length as an int32.
/// A trial is a sequence of records, each a tag byte, its length as an int32 and its payload: first a header with the
/// version, then one record an epoch, then the result with the number of epochs before it. Where a training measures
/// top-k accuracy, a record of its values follows that of each epoch and of the result; others have none.
/// <see cref="TrialResult.Detail"/> is text for people and has no part in it. Of a failed or stopped trial, which is not
/// a pure function of spec and index, the outcome alone counts.
/// </summary>
public static class CanonicalResult
{
    /// <summary>Version of the form; part of every digest.</summary>
    public const int Version = 1;

    private const byte HeaderTag = (byte)'T';
    private const byte EpochTag = (byte)'E';
    private const byte TopKTag = (byte)'K';
    private const byte ResultTag = (byte)'R';
    private const byte OutcomeTag = (byte)'O';

    /// <summary>Writes the whole form of one trial.</summary>
    public static void Write(IBufferWriter<byte> output, IEnumerable<EpochReport> epochs, TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(epochs);
        ArgumentNullException.ThrowIfNull(result);
        WriteHeader(output);
        if (!IsPure(result.Outcome))
        {
            WriteOutcome(output, result.Outcome);
            return;
        }

        var count = 0;
        foreach (var epoch in epochs)
        {
            WriteEpoch(output, epoch);
            count++;
        }

        WriteResult(output, result, count);
    }

    /// <summary>SHA-256, lower-case hex, over the whole form of one trial.</summary>
    public static string Digest(IEnumerable<EpochReport> epochs, TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        using var digest = new TrialDigest();
        foreach (var epoch in epochs)
            digest.Append(epoch);
        return digest.Finish(result);
    }

    /// <summary>Whether a trial that ended so is a pure function of spec and index.</summary>
    internal static bool IsPure(TrialOutcome outcome) => outcome is TrialOutcome.Completed or TrialOutcome.Diverged;

    internal static void WriteHeader(IBufferWriter<byte> output)
    {
        var record = new CanonicalRecord();
        record.Add(Version);
        record.Flush(output, HeaderTag);
    }

    internal static void WriteOutcome(IBufferWriter<byte> output, TrialOutcome outcome)
    {
        var record = new CanonicalRecord();
        record.Add((int)outcome);
        record.Flush(output, OutcomeTag);
    }

    internal static void WriteEpoch(IBufferWriter<byte> output, EpochReport epoch)
    {
        var record = new CanonicalRecord();
        record.Add(epoch.Epoch);
        record.Add(epoch.Steps);
        record.Add(epoch.TrainLoss);
        record.Add(epoch.TrainScore);
        record.Add(epoch.ValidationLoss);
        record.Add(epoch.ValidationScore);
        record.Add(epoch.LearningRate);
        record.Add(epoch.Layers.Count);
        foreach (var layer in epoch.Layers)
            AddLayer(record, layer);
        record.Flush(output, EpochTag);
        WriteTopK(output, epoch.TrainTopK, epoch.ValidationTopK);
    }

    internal static void WriteResult(IBufferWriter<byte> output, TrialResult result, int epochs)
    {
        var record = new CanonicalRecord();
        record.Add(epochs);
        record.Add((int)result.Outcome);
        record.Add(result.End is { } end ? (int)end : 0);
        record.Add((int)result.Task);
        record.Add(result.Epochs);
        record.Add(result.Steps);
        record.Add(result.Samples);
        record.Add(result.BestEpoch);
        record.Add(result.TrainLoss);
        record.Add(result.TrainScore);
        record.Add(result.ValidationLoss);
        record.Add(result.ValidationScore);
        record.Add(result.TestLoss);
        record.Add(result.TestScore);
        record.Add(result.DivergedStep);
        record.Add(result.DivergedLayer);
        record.Add(result.WeightsHash);
        record.Flush(output, ResultTag);
        WriteTopK(output, result.TrainTopK, result.ValidationTopK, result.TestTopK);
    }

    private static void WriteTopK(IBufferWriter<byte> output, params ReadOnlySpan<double> values)
    {
        var record = new CanonicalRecord();
        var measured = false;
        foreach (var value in values)
        {
            measured |= !double.IsNaN(value);
            record.Add(value);
        }

        if (measured)
            record.Flush(output, TopKTag);
    }

    private static void AddLayer(CanonicalRecord record, LayerReport layer)
    {
        record.Add(layer.Layer);
        record.Add(layer.GradientNormMin);
        record.Add(layer.GradientNormMean);
        record.Add(layer.GradientNormMax);
        record.Add(layer.NanCount);
        record.Add(layer.InfCount);
        record.Add(layer.WeightNorm);
        record.Add(layer.UpdateRatio);
        record.Add(layer.ActivationMean);
        record.Add(layer.ActivationStd);
        record.Add(layer.SaturatedShare);
        record.Add(layer.DeadShare);
        record.Add(layer.ClipRate);
        record.Add(layer.ClipFactor);
        record.Add(layer.JacobianNorm);
        record.Add(layer.JacobianBound);
        record.Add(layer.Histogram.Count);
        foreach (var count in layer.Histogram)
            record.Add(count);
    }

}
