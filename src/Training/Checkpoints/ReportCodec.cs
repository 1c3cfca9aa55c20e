using Sweep.Core.Results;

namespace Sweep.Training.Checkpoints;

/// <summary>Writes and reads epoch reports, every bit of them.</summary>
internal static class ReportCodec
{
    /// <summary>Writes a report, or that there is none.</summary>
    public static void Write(BinaryWriter writer, EpochReport? report)
    {
        writer.Write(report is not null);
        if (report is null)
            return;
        writer.Write(report.Epoch);
        writer.Write(report.Steps);
        writer.Write(report.TrainLoss);
        writer.Write(report.TrainScore);
        writer.Write(report.ValidationLoss);
        writer.Write(report.ValidationScore);
        writer.Write(report.LearningRate);
        writer.Write(report.Layers.Count);
        foreach (var layer in report.Layers)
            Write(writer, layer);
    }

    /// <summary>Reads what <see cref="Write(BinaryWriter, EpochReport?)"/> wrote.</summary>
    public static EpochReport? Read(BinaryReader reader)
        => !reader.ReadBoolean()
            ? null
            : new EpochReport
            {
                Epoch = reader.ReadInt32(),
                Steps = reader.ReadInt64(),
                TrainLoss = reader.ReadDouble(),
                TrainScore = reader.ReadDouble(),
                ValidationLoss = reader.ReadDouble(),
                ValidationScore = reader.ReadDouble(),
                LearningRate = reader.ReadDouble(),
                Layers = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => ReadLayer(reader))],
            };

    private static void Write(BinaryWriter writer, LayerReport layer)
    {
        writer.Write(layer.Layer);
        writer.Write(layer.GradientNormMin);
        writer.Write(layer.GradientNormMean);
        writer.Write(layer.GradientNormMax);
        writer.Write(layer.NanCount);
        writer.Write(layer.InfCount);
        writer.Write(layer.WeightNorm);
        writer.Write(layer.UpdateRatio);
        writer.Write(layer.ActivationMean);
        writer.Write(layer.ActivationStd);
        writer.Write(layer.SaturatedShare);
        writer.Write(layer.DeadShare);
        writer.Write(layer.ClipRate);
        writer.Write(layer.ClipFactor);
        writer.Write(layer.JacobianNorm);
        writer.Write(layer.JacobianBound);
        writer.Write(layer.Histogram.Count);
        foreach (var count in layer.Histogram)
            writer.Write(count);
    }

    private static LayerReport ReadLayer(BinaryReader reader) => new()
    {
        Layer = reader.ReadInt32(),
        GradientNormMin = reader.ReadSingle(),
        GradientNormMean = reader.ReadSingle(),
        GradientNormMax = reader.ReadSingle(),
        NanCount = reader.ReadInt64(),
        InfCount = reader.ReadInt64(),
        WeightNorm = reader.ReadSingle(),
        UpdateRatio = reader.ReadSingle(),
        ActivationMean = reader.ReadSingle(),
        ActivationStd = reader.ReadSingle(),
        SaturatedShare = reader.ReadSingle(),
        DeadShare = reader.ReadSingle(),
        ClipRate = reader.ReadSingle(),
        ClipFactor = reader.ReadSingle(),
        JacobianNorm = reader.ReadSingle(),
        JacobianBound = reader.ReadSingle(),
        Histogram = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadInt64())],
    };
}
