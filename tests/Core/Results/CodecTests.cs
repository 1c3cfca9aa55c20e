using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Results;

namespace Sweep.Core.Tests.Results;

/// <summary>Reports and results survive the way between processes to the bit.</summary>
public sealed class CodecTests
{
    private static readonly Gen<int> Int32s = Gen.Choose(0, 0xFFFF).SelectMany(_ => Gen.Choose(0, 0xFFFF), (high, low) => unchecked((high << 16) | low));

    private static readonly Gen<long> Int64s = Int32s.SelectMany(_ => Int32s, (high, low) => ((long)high << 32) | (uint)low);

    // Any bits at all: every NaN, both zeros, infinities and denormals among them.
    private static readonly Gen<float> Singles = Gen.Frequency(
        (3, Int32s.Select(BitConverter.Int32BitsToSingle)),
        (1, Gen.Elements(float.NaN, -0f, float.PositiveInfinity, float.Epsilon, BitConverter.Int32BitsToSingle(0x7FC0_0001))));

    private static readonly Gen<double> Doubles = Gen.Frequency(
        (3, Int64s.Select(BitConverter.Int64BitsToDouble)),
        (1, Gen.Elements(double.NaN, -0.0, double.NegativeInfinity, double.Epsilon, BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0001))));

    private static readonly Gen<string> Texts = Gen.Elements("", "a", "NaN in the gradient of layer 3", "é · 梯度 · 🜂", "\0\n");

    private static readonly Gen<LayerReport> Layers =
        from layer in Int32s
        from numbers in Singles.ArrayOf(13)
        from counts in Int64s.ArrayOf(2)
        from histogram in Int64s.ArrayOf()
        select new LayerReport
        {
            Layer = layer,
            GradientNormMin = numbers[0],
            GradientNormMean = numbers[1],
            GradientNormMax = numbers[2],
            NanCount = counts[0],
            InfCount = counts[1],
            WeightNorm = numbers[3],
            UpdateRatio = numbers[4],
            ActivationMean = numbers[5],
            ActivationStd = numbers[6],
            SaturatedShare = numbers[7],
            DeadShare = numbers[8],
            ClipRate = numbers[9],
            ClipFactor = numbers[10],
            JacobianNorm = numbers[11],
            JacobianBound = numbers[12],
            Histogram = histogram,
        };

    private static Gen<double[]> TopK(int count) => Gen.OneOf(Doubles.ArrayOf(count), Gen.Constant(double.NaN).ArrayOf(count));

    private static readonly Gen<EpochReport> Epochs =
        from epoch in Int32s
        from counts in Int64s.ArrayOf(2)
        from numbers in Doubles.ArrayOf(5)
        from topK in TopK(2)
        from layers in Layers.ArrayOf()
        select new EpochReport
        {
            Epoch = epoch,
            Steps = counts[0],
            Samples = counts[1],
            TrainLoss = numbers[0],
            TrainScore = numbers[1],
            ValidationLoss = numbers[2],
            ValidationScore = numbers[3],
            LearningRate = numbers[4],
            TrainTopK = topK[0],
            ValidationTopK = topK[1],
            Layers = layers,
        };

    private static readonly Gen<TrialResult> Results =
        from outcome in Gen.Elements(Enum.GetValues<TrialOutcome>())
        from end in Gen.Elements([null, .. Enum.GetValues<TrainingEnd>().Select(end => (TrainingEnd?)end)])
        from task in Gen.Elements(Enum.GetValues<TaskKind>())
        from whole in Int32s.ArrayOf(3)
        from large in Int64s.ArrayOf(3)
        from numbers in Doubles.ArrayOf(6)
        from topK in TopK(3)
        from detail in Gen.OneOf(Texts.Select(text => (string?)text), Gen.Constant((string?)null))
        from hash in Texts
        select new TrialResult
        {
            Outcome = outcome,
            End = end,
            Task = task,
            Epochs = whole[0],
            Steps = large[0],
            Samples = large[1],
            BestEpoch = whole[1],
            TrainLoss = numbers[0],
            TrainScore = numbers[1],
            ValidationLoss = numbers[2],
            ValidationScore = numbers[3],
            TestLoss = numbers[4],
            TestScore = numbers[5],
            TrainTopK = topK[0],
            ValidationTopK = topK[1],
            TestTopK = topK[2],
            DivergedStep = large[2],
            DivergedLayer = whole[2],
            Detail = detail,
            WeightsHash = hash,
        };

    [Fact]
    public void Any_epoch_reports_come_back_to_the_bit()
        => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(Epochs.ListOf().ToArbitrary(), epochs => epochs.Select(Bits).SequenceEqual(EpochReportCodec.Read(Bytes(epochs)).Select(Bits))));

    [Fact]
    public void Any_result_comes_back_to_the_bit()
        => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(Results.ToArbitrary(), result => Bits(TrialResultCodec.Read(Bytes(result))) == Bits(result)));

    [Fact]
    public void Epoch_reports_cut_short_anywhere_but_between_two_are_refused()
        => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(10),
            Prop.ForAll(Epochs.ToArbitrary(), epoch =>
            {
                var bytes = Bytes([epoch, epoch]);
                for (var length = 1; length < bytes.Length; length++)
                {
                    if (length == bytes.Length / 2)
                        Assert.Single(EpochReportCodec.Read(bytes.AsSpan(0, length)));
                    else
                        Assert.Throws<FormatException>(() => EpochReportCodec.Read(bytes.AsSpan(0, length)));
                }
            }));

    [Fact]
    public void Results_cut_short_anywhere_are_refused()
        => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(10),
            Prop.ForAll(Results.ToArbitrary(), result =>
            {
                var bytes = Bytes(result);
                for (var length = 0; length < bytes.Length; length++)
                    Assert.Throws<FormatException>(() => TrialResultCodec.Read(bytes.AsSpan(0, length)));
            }));

    [Fact]
    public void Bytes_of_another_version_are_refused_and_both_versions_named()
    {
        byte[] later = [3, 0, 0, 0];
        Assert.Contains("version 3", Assert.Throws<FormatException>(() => EpochReportCodec.Read(later)).Message, StringComparison.Ordinal);
        Assert.Contains("versions 1 and 2", Assert.Throws<FormatException>(() => TrialResultCodec.Read(later)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void Counts_of_layers_that_do_not_fit_the_bytes_are_refused_before_anything_is_made(int layers)
    {
        var bytes = Bytes([new EpochReport { Epoch = 1, Steps = 1, TrainLoss = 1, TrainScore = 1, ValidationLoss = 1, ValidationScore = 1, LearningRate = 1, Layers = [new() { Layer = 1 }] }]);
        BitConverter.TryWriteBytes(bytes.AsSpan(64, 4), layers);
        Assert.Throws<FormatException>(() => EpochReportCodec.Read(bytes));
    }

    [Fact]
    public void What_has_no_top_k_accuracy_is_written_as_by_builds_before_and_read_without()
    {
        var epoch = new EpochReport { Epoch = 1, Steps = 1, TrainLoss = 1, TrainScore = 1, ValidationLoss = 1, ValidationScore = 1, LearningRate = 1 };
        var result = new TrialResult { Outcome = TrialOutcome.Completed };
        Assert.Equal((68, 1), (Bytes([epoch]).Length, BitConverter.ToInt32(Bytes([epoch]))));
        Assert.Equal((108, 1), (Bytes(result).Length, BitConverter.ToInt32(Bytes(result))));
        Assert.Equal((84, 2), (Bytes([epoch with { TrainTopK = 0.5 }]).Length, BitConverter.ToInt32(Bytes([epoch with { TrainTopK = 0.5 }]))));
        Assert.Equal((132, 2), (Bytes(result with { TestTopK = 0.5 }).Length, BitConverter.ToInt32(Bytes(result with { TestTopK = 0.5 }))));
        Assert.Equal(double.NaN, Assert.Single(EpochReportCodec.Read(Bytes([epoch]))).ValidationTopK);
        Assert.Equal(double.NaN, TrialResultCodec.Read(Bytes(result)).TestTopK);
    }

    private static byte[] Bytes(IEnumerable<EpochReport> epochs)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var epoch in epochs)
            EpochReportCodec.Write(output, epoch);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Bytes(TrialResult result)
    {
        var output = new ArrayBufferWriter<byte>();
        TrialResultCodec.Write(output, result);
        return output.WrittenSpan.ToArray();
    }

    // Every public property by its bits, so that one that a codec forgets is found.
    private static string Bits(object? value) => value switch
    {
        null => "null",
        double number => BitConverter.DoubleToInt64Bits(number).ToString("x16", null),
        float number => BitConverter.SingleToInt32Bits(number).ToString("x8", null),
        string text => $"'{text}'",
        IEnumerable<LayerReport> layers => $"[{string.Join(';', layers.Select(Bits))}]",
        IEnumerable<long> counts => $"[{string.Join(';', counts)}]",
        EpochReport or LayerReport or TrialResult => string.Join(',', value.GetType().GetProperties().Select(property => $"{property.Name}={Bits(property.GetValue(value))}")),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
