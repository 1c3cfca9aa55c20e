using System.Buffers.Binary;
using Sweep.Core.Results;

namespace Sweep.Storage;

/// <summary>
/// Layers of an epoch as bytes, exact to the bit. Version 1, little-endian:
/// <code>
/// byte    version = 1
/// varint  number of layers
/// each:   varint layer; 13 × float32 in the order of <see cref="LayerReport"/>'s members; varint NaN count;
///         varint Inf count; varint bins of the histogram; varint each bin
/// </code>
/// A varint is unsigned LEB128 of the number's 64 bits.
/// </summary>
public static class LayerTelemetryCodec
{
    /// <summary>Greatest number of layers.</summary>
    public const int MaxLayers = 4096;

    /// <summary>Greatest number of bins in a histogram.</summary>
    public const int MaxBins = 1024;

    private const byte Version = 1;
    private const int Floats = 13;
    private const int MaxVarint = 10;

    /// <summary>The bytes of some layers.</summary>
    /// <exception cref="ArgumentException">More layers or bins than the format takes.</exception>
    public static byte[] Encode(IReadOnlyList<LayerReport> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count > MaxLayers)
            throw new ArgumentException($"{layers.Count} layers; at most {MaxLayers} can be recorded.", nameof(layers));
        var size = 1 + MaxVarint;
        for (var i = 0; i < layers.Count; i++)
        {
            var bins = layers[i].Histogram.Count;
            if (bins > MaxBins)
                throw new ArgumentException($"Layer {layers[i].Layer} has a histogram of {bins} bins; at most {MaxBins} can be recorded.", nameof(layers));
            size += (4 + bins) * MaxVarint + Floats * sizeof(float);
        }

        var buffer = size <= 4096 ? stackalloc byte[size] : new byte[size];
        buffer[0] = Version;
        var length = 1;
        PutVarint(buffer, ref length, layers.Count);
        for (var i = 0; i < layers.Count; i++)
            Put(buffer, ref length, layers[i]);
        return buffer[..length].ToArray();
    }

    /// <summary>The layers that some bytes hold.</summary>
    /// <exception cref="InvalidDataException">The bytes are none that <see cref="Encode"/> wrote.</exception>
    public static IReadOnlyList<LayerReport> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            throw new InvalidDataException("Layer telemetry is empty.");
        if (bytes[0] != Version)
            throw new InvalidDataException($"Layer telemetry of format {bytes[0]}; this version of Sweep knows format {Version}.");
        var at = 1;
        var count = TakeCount(bytes, ref at, MaxLayers, "layers");
        if (count == 0 && at == bytes.Length)
            return [];
        var layers = new LayerReport[count];
        for (var i = 0; i < count; i++)
            layers[i] = Take(bytes, ref at);
        if (at != bytes.Length)
            throw new InvalidDataException($"Layer telemetry has {bytes.Length - at} bytes too many.");
        return layers;
    }

    private static void Put(Span<byte> buffer, ref int at, LayerReport layer)
    {
        PutVarint(buffer, ref at, layer.Layer);
        PutFloat(buffer, ref at, layer.GradientNormMin);
        PutFloat(buffer, ref at, layer.GradientNormMean);
        PutFloat(buffer, ref at, layer.GradientNormMax);
        PutFloat(buffer, ref at, layer.WeightNorm);
        PutFloat(buffer, ref at, layer.UpdateRatio);
        PutFloat(buffer, ref at, layer.ActivationMean);
        PutFloat(buffer, ref at, layer.ActivationStd);
        PutFloat(buffer, ref at, layer.SaturatedShare);
        PutFloat(buffer, ref at, layer.DeadShare);
        PutFloat(buffer, ref at, layer.ClipRate);
        PutFloat(buffer, ref at, layer.ClipFactor);
        PutFloat(buffer, ref at, layer.JacobianNorm);
        PutFloat(buffer, ref at, layer.JacobianBound);
        PutVarint(buffer, ref at, layer.NanCount);
        PutVarint(buffer, ref at, layer.InfCount);
        PutVarint(buffer, ref at, layer.Histogram.Count);
        for (var i = 0; i < layer.Histogram.Count; i++)
            PutVarint(buffer, ref at, layer.Histogram[i]);
    }

    private static LayerReport Take(ReadOnlySpan<byte> bytes, ref int at)
    {
        // Members are set in the order in which the bytes stand.
        var layer = new LayerReport
        {
            Layer = unchecked((int)TakeVarint(bytes, ref at)),
            GradientNormMin = TakeFloat(bytes, ref at),
            GradientNormMean = TakeFloat(bytes, ref at),
            GradientNormMax = TakeFloat(bytes, ref at),
            WeightNorm = TakeFloat(bytes, ref at),
            UpdateRatio = TakeFloat(bytes, ref at),
            ActivationMean = TakeFloat(bytes, ref at),
            ActivationStd = TakeFloat(bytes, ref at),
            SaturatedShare = TakeFloat(bytes, ref at),
            DeadShare = TakeFloat(bytes, ref at),
            ClipRate = TakeFloat(bytes, ref at),
            ClipFactor = TakeFloat(bytes, ref at),
            JacobianNorm = TakeFloat(bytes, ref at),
            JacobianBound = TakeFloat(bytes, ref at),
            NanCount = TakeVarint(bytes, ref at),
            InfCount = TakeVarint(bytes, ref at),
        };
        var bins = TakeCount(bytes, ref at, MaxBins, "bins");
        if (bins == 0)
            return layer;
        var histogram = new long[bins];
        for (var i = 0; i < bins; i++)
            histogram[i] = TakeVarint(bytes, ref at);
        return layer with { Histogram = histogram };
    }

    private static void PutFloat(Span<byte> buffer, ref int at, float value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer[at..], BitConverter.SingleToInt32Bits(value));
        at += sizeof(float);
    }

    private static float TakeFloat(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (bytes.Length - at < sizeof(float))
            throw CutShort();
        var value = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]));
        at += sizeof(float);
        return value;
    }

    private static void PutVarint(Span<byte> buffer, ref int at, long value)
    {
        var rest = unchecked((ulong)value);
        while (rest >= 0x80)
        {
            buffer[at++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        buffer[at++] = (byte)rest;
    }

    private static long TakeVarint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at == bytes.Length)
                throw CutShort();
            var part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return unchecked((long)value);
        }

        throw new InvalidDataException("Layer telemetry holds a number of more than 64 bits.");
    }

    private static int TakeCount(ReadOnlySpan<byte> bytes, ref int at, int max, string what)
    {
        var count = TakeVarint(bytes, ref at);
        return count >= 0 && count <= max
            ? (int)count
            : throw new InvalidDataException($"Layer telemetry says {unchecked((ulong)count)} {what}; at most {max} are possible.");
    }

    private static InvalidDataException CutShort() => new("Layer telemetry is cut short.");
}
