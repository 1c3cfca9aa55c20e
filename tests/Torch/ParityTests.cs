using Sweep.Core.Configuration;
using Sweep.Core.Results;

namespace Sweep.Torch.Tests;

/// <summary>Both engines on the same weights, batches and masks: the native engine's battery, which meets every technique.</summary>
/// <param name="parity">The trainings.</param>
public sealed class ParityTests(Parity parity) : IClassFixture<Parity>
{
    private const double LossTolerance = 1e-5;

    /// <summary>Telemetry is stored in float32 and read where losses have strayed already.</summary>
    private const double TelemetryTolerance = 2e-4;

    /// <summary>log2 of the least gradient whose place in the histogram is compared.</summary>
    private const int LeastMagnitude = -24;

    public static TheoryData<string> Names => [.. ParityCases.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Losses_of_the_first_fifty_steps_are_the_native_engines(string name)
    {
        var compared = parity.Of(name);
        Assert.Equal(compared.Native.Losses.Count, compared.Torch.Losses.Count);
        Assert.True(compared.Native.Losses.Count >= ParityCases.Steps || compared.Native.Result.End != TrainingEnd.Epochs, "the case is shorter than it was meant to be");
        TestContext.Current.TestOutputHelper!.WriteLine($"| {name} | {compared.Native.Losses.Count} | {compared.LossDeviation:e1} |");
        Assert.True(compared.LossDeviation <= LossTolerance, $"losses differ by {compared.LossDeviation:e2}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reports_are_the_native_engines(string name)
    {
        var compared = parity.Of(name);
        Assert.Equal(compared.Native.Reports.Count, compared.Torch.Reports.Count);
        foreach (var (native, torch) in compared.Native.Reports.Zip(compared.Torch.Reports))
        {
            Assert.Equal((native.Epoch, native.Steps, native.Samples, native.LearningRate), (torch.Epoch, torch.Steps, torch.Samples, torch.LearningRate));
            Near(native.ValidationLoss, torch.ValidationLoss, "validation loss", 0.01 * compared.Native.Losses[0]);
            Assert.Equal(native.Layers.Count, torch.Layers.Count);
            foreach (var (expected, actual) in native.Layers.Zip(torch.Layers))
                SameLayer(expected, actual);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ends_are_the_native_engines(string name)
    {
        var (native, torch) = (parity.Of(name).Native.Result, parity.Of(name).Torch.Result);
        Assert.Equal(
            (native.Outcome, native.End, native.Epochs, native.Steps, native.Samples, native.BestEpoch, native.DivergedStep, native.DivergedLayer, native.Detail),
            (torch.Outcome, torch.End, torch.Epochs, torch.Steps, torch.Samples, torch.BestEpoch, torch.DivergedStep, torch.DivergedLayer, torch.Detail));
        Near(native.TestLoss, torch.TestLoss, "test loss", 0.01 * parity.Of(name).Native.Losses[0]);
    }

    [Theory]
    [InlineData(typeof(Activation))]
    [InlineData(typeof(Initialisation))]
    [InlineData(typeof(Normalisation))]
    [InlineData(typeof(Optimizer))]
    [InlineData(typeof(Schedule))]
    [InlineData(typeof(Clip))]
    [InlineData(typeof(Loss))]
    [InlineData(typeof(EarlyStopping))]
    public void Every_option_is_compared(Type choice)
    {
        var met = ParityCases.Names.Select(name => ParityCases.Of(name).Config).SelectMany<TrialConfig, object>(config =>
        [
            config.Model.Activation, config.Model.Init, config.Model.BiasInit, config.Model.Normalization, config.Training.Optimizer,
            config.Training.Schedule, config.Training.Clip, config.Training.Loss, config.Training.EarlyStopping,
        ]).Select(option => option.GetType()).ToHashSet();
        Assert.Empty(ParityCases.OptionsOf(choice).Except(met));
    }

    [Fact]
    public void Every_number_that_switches_something_is_compared()
    {
        var configs = ParityCases.Names.Select(name => ParityCases.Of(name).Config).ToArray();
        Func<TrialConfig, double>[] switches =
        [
            c => c.Training.L1, c => c.Training.L2, c => c.Training.WeightDecay ?? 0, c => c.Training.MaxNorm, c => c.Training.LabelSmoothing, c => c.Training.WarmupSteps,
            c => c.Model.Dropout, c => c.Model.AlphaDropout, c => c.Model.InputDropout, c => c.Model.Residual, c => c.Model.Layers.Count, c => c.Training.TopK, c => c.Training.MaxSteps,
            c => c.Training.Augmentation.Noise, c => c.Training.Augmentation.FeatureDropout, c => c.Training.Augmentation.Mixup, c => c.Training.Augmentation.Shift,
            c => c.Training.Augmentation.Rotate, c => c.Training.Augmentation.Scale, c => c.Training.Augmentation.Cutout,
        ];
        Assert.All(switches, number => Assert.Contains(configs, config => number(config) > 0));
        Assert.All(Enum.GetValues<Penalised>(), penalised => Assert.Contains(configs, config => config.Training.Penalize == penalised));
        Assert.All(Enum.GetValues<NormPosition>(), position => Assert.Contains(configs, config => config.Model.Normalization is Normalisation.BatchNorm { Position: var p } && p == position));
        Assert.All(Enum.GetValues<NormPosition>(), position => Assert.Contains(configs, config => config.Model.Normalization is Normalisation.LayerNorm { Position: var p } && p == position));
    }

    [Fact]
    public void The_table_in_the_documents_says_what_is_measured()
    {
        string[] kinds = ["activation", "init", "optimizer", "norm", "clip", "schedule", "loss"];
        var measured = ParityCases.Names.GroupBy(name => Array.Find(kinds, kind => name.StartsWith(kind + " ", StringComparison.Ordinal)) ?? "other")
            .ToDictionary(group => group.Key, group => (Cases: group.Count(), Deviation: group.Max(name => parity.Of(name).LossDeviation)));
        foreach (var (group, (cases, deviation)) in measured)
            TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant($"| {group} | {cases} | {deviation:0.0e-0} |"));

        var written = File.ReadLines(Repository.Path("docs", "engines.md")).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length == 5 && measured.ContainsKey(cells[1])).ToArray();
        Assert.Equal(measured.Keys.Order(), written.Select(cells => cells[1]).Order());
        Assert.All(written, cells =>
        {
            Assert.Equal(measured[cells[1]].Cases, int.Parse(cells[2], null));
            // Another processor rounds elsewhere.
            var ratio = measured[cells[1]].Deviation / double.Parse(cells[3], System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(ratio, 0.05, 20);
        });
    }

    private static void SameLayer(LayerReport expected, LayerReport actual)
    {
        var scale = Math.Max(1e-3, expected.GradientNormMax);
        Near(expected.GradientNormMin, actual.GradientNormMin, "least gradient norm", scale);
        Near(expected.GradientNormMean, actual.GradientNormMean, "mean gradient norm", scale);
        Near(expected.GradientNormMax, actual.GradientNormMax, "greatest gradient norm", scale);
        Assert.Equal((expected.NanCount, expected.InfCount), (actual.NanCount, actual.InfCount));
        Near(expected.WeightNorm, actual.WeightNorm, "weight norm", 1e-3);
        Near(expected.UpdateRatio, actual.UpdateRatio, "update ratio", 1e-3);
        Near(expected.ActivationMean, actual.ActivationMean, "activation mean", Math.Max(1e-3, expected.ActivationStd));
        Near(expected.ActivationStd, actual.ActivationStd, "activation deviation", 1e-3);
        // An activation on the line may fall on its other side.
        Assert.Equal(expected.SaturatedShare, actual.SaturatedShare, 0.003f);
        Assert.Equal(expected.DeadShare, actual.DeadShare);
        Near(expected.ClipRate, actual.ClipRate, "clip rate", 1);
        Near(expected.ClipFactor, actual.ClipFactor, "clip factor", 1e-3);
        // Power iterations stop short of their limit where two singular values are close.
        Near(expected.JacobianNorm, actual.JacobianNorm, "Jacobian norm", 1e-3, 1e-3);
        Near(expected.JacobianBound, actual.JacobianBound, "Jacobian bound", 1e-3, 3e-3);
        Assert.Equal(expected.Histogram.Sum(), actual.Histogram.Sum());
        // Gradients that are 0 but for rounding, as those of biases before a batch normalisation, differ in size.
        var countable = expected.Histogram.Zip(actual.Histogram).Skip(LeastMagnitude + 64).ToArray();
        Assert.True(countable.Sum(pair => Math.Abs(pair.First - pair.Second)) <= Math.Max(4, 0.01 * expected.Histogram.Sum()), "histograms differ");
    }

    private static void Near(double expected, double actual, string what, double least, double tolerance = TelemetryTolerance)
        => Assert.True(Compared.Deviation(expected, actual, least) <= tolerance, $"{what}: native {expected:g9}, torch {actual:g9}");
}
