using System.Buffers;

namespace Sweep.Core.Results;

/// <summary>
/// Epoch reports as bytes, for messages between processes. Every bit survives.
/// Version 1 has no top-k accuracies; a report without them is written as such, which older readers take too.
/// </summary>
public static class EpochReportCodec
{
    private const int Version = 2;
    private const int WithoutTopK = 1;

    /// <summary>Appends one report. A sequence of appended reports is read by <see cref="Read"/>.</summary>
    public static void Write(IBufferWriter<byte> output, EpochReport report)
    {
        var version = BinaryForm.AreMissing(report.TrainTopK, report.ValidationTopK) ? WithoutTopK : Version;
        output.WriteInt32(version);
        output.WriteInt32(report.Epoch);
        output.WriteInt64(report.Steps);
        output.WriteInt64(report.Samples);
        output.WriteDouble(report.TrainLoss);
        output.WriteDouble(report.TrainScore);
        output.WriteDouble(report.ValidationLoss);
        output.WriteDouble(report.ValidationScore);
        output.WriteDouble(report.LearningRate);
        if (version == Version)
        {
            output.WriteDouble(report.TrainTopK);
            output.WriteDouble(report.ValidationTopK);
        }

        output.WriteInt32(report.Layers.Count);
        foreach (var layer in report.Layers)
            WriteLayer(output, layer);
    }

    /// <summary>All reports in the bytes.</summary>
    /// <exception cref="FormatException">The bytes are cut short or of another version.</exception>
    public static IReadOnlyList<EpochReport> Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new BinaryFormReader(bytes);
        var reports = new List<EpochReport>();
        while (!reader.AtEnd)
        {
            var version = reader.ReadInt32();
            if (version is not (Version or WithoutTopK))
                throw new FormatException($"epoch reports of version {version} cannot be read, only of versions {WithoutTopK} and {Version}");
            reports.Add(new()
            {
                Epoch = reader.ReadInt32(),
                Steps = reader.ReadInt64(),
                Samples = reader.ReadInt64(),
                TrainLoss = reader.ReadDouble(),
                TrainScore = reader.ReadDouble(),
                ValidationLoss = reader.ReadDouble(),
                ValidationScore = reader.ReadDouble(),
                LearningRate = reader.ReadDouble(),
                TrainTopK = version == Version ? reader.ReadDouble() : double.NaN,
                ValidationTopK = version == Version ? reader.ReadDouble() : double.NaN,
                Layers = ReadLayers(ref reader),
            });
        }

        return reports;
    }

    private static void WriteLayer(IBufferWriter<byte> output, LayerReport layer)
    {
        output.WriteInt32(layer.Layer);
        output.WriteSingle(layer.GradientNormMin);
        output.WriteSingle(layer.GradientNormMean);
        output.WriteSingle(layer.GradientNormMax);
        output.WriteInt64(layer.NanCount);
        output.WriteInt64(layer.InfCount);
        output.WriteSingle(layer.WeightNorm);
        output.WriteSingle(layer.UpdateRatio);
        output.WriteSingle(layer.ActivationMean);
        output.WriteSingle(layer.ActivationStd);
        output.WriteSingle(layer.SaturatedShare);
        output.WriteSingle(layer.DeadShare);
        output.WriteSingle(layer.ClipRate);
        output.WriteSingle(layer.ClipFactor);
        output.WriteSingle(layer.JacobianNorm);
        output.WriteSingle(layer.JacobianBound);
        output.WriteInt32(layer.Histogram.Count);
        foreach (var count in layer.Histogram)
            output.WriteInt64(count);
    }

    private static LayerReport[] ReadLayers(ref BinaryFormReader reader)
    {
        var layers = new LayerReport[reader.ReadCount(76)];
        for (var i = 0; i < layers.Length; i++)
        {
            layers[i] = new()
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
                Histogram = ReadHistogram(ref reader),
            };
        }

        return layers;
    }

    private static long[] ReadHistogram(ref BinaryFormReader reader)
    {
        var counts = new long[reader.ReadCount(sizeof(long))];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = reader.ReadInt64();
        return counts;
    }
}
