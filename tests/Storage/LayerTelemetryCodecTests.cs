using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

public sealed class LayerTelemetryCodecTests
{
    private static readonly Gen<long> Counts = Gen.Frequency(
        (3, Gen.Choose(0, 1000).Select(i => (long)i)),
        (1, Gen.Elements(long.MaxValue, 127L, 128L, 1L << 35, long.MinValue, -1L)));

    private static readonly Gen<int> Bits = Gen.Choose(0, 0xFFFF).SelectMany(high => Gen.Choose(0, 0xFFFF), (high, low) => unchecked((high << 16) | low));

    private static readonly Gen<LayerReport> Layers =
        from layer in Gen.Choose(0, int.MaxValue)
        from bits in Bits.ArrayOf(13)
        from counts in Counts.ArrayOf(2)
        from histogram in Counts.ArrayOf()
        select Layer(layer, bits, counts, histogram);

    [Fact]
    public void Any_layers_come_back_to_the_bit()
        => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(Layers.ListOf().ToArbitrary(), layers => Same([.. layers], LayerTelemetryCodec.Decode(LayerTelemetryCodec.Encode([.. layers])))));

    [Fact]
    public void No_layers_take_two_bytes()
    {
        Assert.Equal([1, 0], LayerTelemetryCodec.Encode([]));
        Assert.Empty(LayerTelemetryCodec.Decode([1, 0]));
    }

    [Fact]
    public void The_bytes_of_version_1_are_what_they_were()
    {
        var layer = new LayerReport { Layer = 300, GradientNormMin = 1f, JacobianBound = -0f, NanCount = 1, InfCount = 2, Histogram = [5, 128] };
        const string nan = "0000C0FF";
        var middle = string.Concat(Enumerable.Repeat(nan, 11));
        Assert.Equal($"0101AC020000803F{middle}000000800102" + "0205" + "8001", Convert.ToHexString(LayerTelemetryCodec.Encode([layer])));
    }

    [Fact]
    public void A_layer_without_histogram_takes_under_60_bytes()
        => Assert.InRange(LayerTelemetryCodec.Encode([new LayerReport { Layer = 1 }]).Length, 1, 60);

    [Fact]
    public void Bytes_cut_short_anywhere_are_refused()
    {
        var bytes = LayerTelemetryCodec.Encode([Sample.Layer(1), Sample.Layer(2)]);
        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Throws<InvalidDataException>(() => LayerTelemetryCodec.Decode(bytes.AsSpan(0, length))));
    }

    [Theory]
    [InlineData("02" + "00", "format 2")]
    [InlineData("0100" + "00", "1 bytes too many")]
    [InlineData("01" + "8120", "4097 layers")]
    [InlineData("01" + "FFFFFFFFFFFFFFFFFF01", "18446744073709551615 layers")]
    [InlineData("01" + "80808080808080808080" + "01", "more than 64 bits")]
    public void Foreign_bytes_are_refused_with_a_reason(string hex, string reason)
        => Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => LayerTelemetryCodec.Decode(Convert.FromHexString(hex))).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_bytes_are_decoded_or_refused_and_nothing_else()
        => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf().ToArbitrary(), tail =>
            {
                try
                {
                    return LayerTelemetryCodec.Decode([1, .. tail]).Count <= LayerTelemetryCodec.MaxLayers;
                }
                catch (InvalidDataException)
                {
                    return true;
                }
            }));

    [Fact]
    public void More_than_the_format_takes_is_not_encoded()
    {
        var layer = new LayerReport { Layer = 1 };
        Assert.Throws<ArgumentException>(() => LayerTelemetryCodec.Encode([.. Enumerable.Repeat(layer, LayerTelemetryCodec.MaxLayers + 1)]));
        Assert.Throws<ArgumentException>(() => LayerTelemetryCodec.Encode([layer with { Histogram = new long[LayerTelemetryCodec.MaxBins + 1] }]));
        Assert.Equal(LayerTelemetryCodec.MaxLayers, LayerTelemetryCodec.Decode(LayerTelemetryCodec.Encode([.. Enumerable.Repeat(layer, LayerTelemetryCodec.MaxLayers)])).Count);
    }

    private static LayerReport Layer(int layer, int[] bits, long[] counts, long[] histogram)
    {
        float At(int i) => BitConverter.Int32BitsToSingle(bits[i]);
        return new LayerReport
        {
            Layer = layer,
            GradientNormMin = At(0),
            GradientNormMean = At(1),
            GradientNormMax = At(2),
            NanCount = counts[0],
            InfCount = counts[1],
            WeightNorm = At(3),
            UpdateRatio = At(4),
            ActivationMean = At(5),
            ActivationStd = At(6),
            SaturatedShare = At(7),
            DeadShare = At(8),
            ClipRate = At(9),
            ClipFactor = At(10),
            JacobianNorm = At(11),
            JacobianBound = At(12),
            Histogram = histogram,
        };
    }

    // Every member by reflection, so that one which is added to the report and forgotten here fails.
    private static bool Same(IReadOnlyList<LayerReport> expected, IReadOnlyList<LayerReport> actual)
        => expected.Count == actual.Count && expected.Zip(actual).All(pair => typeof(LayerReport).GetProperties().All(p =>
            (p.GetValue(pair.First), p.GetValue(pair.Second)) switch
            {
                (float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b),
                (IReadOnlyList<long> a, IReadOnlyList<long> b) => a.SequenceEqual(b),
                var (a, b) => Equals(a, b),
            }));
}
