using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Running;
using Sweep.Training.Tests.Engine;

namespace Sweep.Training.Tests.Oracles;

/// <summary>
/// The first 50 steps of every optimiser against PyTorch's: tests/reference/optimizers.py. The training set is the batch of
/// the step, so that each epoch is one step and shows its loss and parameters.
/// </summary>
public sealed unsafe class OptimizerReferenceTests
{
    private static readonly JsonElement Reference = SpecOptions.Read("optimizers");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Reference.GetProperty("cases").GetArrayLength())];

    [Fact]
    public void Every_optimizer_has_a_reference()
    {
        var named = Reference.GetProperty("cases").EnumerateArray().Select(c => SpecOptions.Make<Optimizer>(c.GetProperty("optimizer")).GetType()).ToHashSet();
        Assert.Superset(typeof(Optimizer).GetNestedTypes().Where(type => !type.IsAbstract).ToHashSet(), named);
    }

    // PyTorch's own float32 strays by float32_deviation; ours, which rounds elsewhere, may stray five times as far, and by
    // four roundings of 1 where that is less.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Fifty_steps_are_PyTorchs(int number)
    {
        var recorded = Reference.GetProperty("cases")[number];
        var deviation = recorded.GetProperty("float32_deviation");
        var lossTolerance = Tolerance(deviation.GetProperty("loss"));
        var parameterTolerance = Tolerance(deviation.GetProperty("parameters"));
        using var run = Start(recorded);
        var losses = SpecOptions.Doubles(recorded.GetProperty("losses"));
        var kept = SpecOptions.Integers(Reference.GetProperty("kept_steps"));
        for (var step = 1; step <= losses.Length; step++)
        {
            Assert.True(run.NextEpoch(TestContext.Current.CancellationToken));
            Closeness.Near(losses[step - 1], run.Report.TrainLoss, lossTolerance, $"loss of step {step}", lossTolerance);
            if (Array.IndexOf(kept, step) is not (>= 0 and var place))
                continue;
            var expected = SpecOptions.Floats(recorded.GetProperty("parameters")[place]);
            var actual = run.Network.Plan.Layers.SelectMany(layer => Segments.Read(run.Network.Parameters, layer.Weights).Concat(Segments.Read(run.Network.Parameters, layer.Bias))).ToArray();
            Assert.Equal(expected.Length, actual.Length);
            for (var i = 0; i < expected.Length; i++)
                Closeness.Near(expected[i], actual[i], parameterTolerance, $"parameter {i} after step {step}", parameterTolerance);
        }

        Assert.Equal(losses.Length, kept[^1]);
    }

    private static double Tolerance(JsonElement deviation) => Math.Max(5 * deviation.GetDouble(), 4 * Math.ScaleB(1, -23));

    private static TrainingRun Start(JsonElement recorded)
    {
        var widths = SpecOptions.Integers(Reference.GetProperty("widths"));
        var batch = Reference.GetProperty("batch").GetInt32();
        var inputs = SpecOptions.Floats(Reference.GetProperty("inputs"));
        var labels = SpecOptions.Integers(Reference.GetProperty("labels"));
        var orders = Reference.GetProperty("rows").EnumerateArray().Select(SpecOptions.Integers).ToArray();
        var config = new TrialConfig
        {
            Model = new ModelConfig { Hidden = widths[1..^1], Activation = new Activation.Tanh() },
            Training = new TrainingConfig
            {
                Epochs = orders.Length,
                BatchSize = BatchSize.Full,
                Optimizer = SpecOptions.Make<Optimizer>(recorded.GetProperty("optimizer")),
                L1 = SpecOptions.Number(recorded, "l1"),
                L2 = SpecOptions.Number(recorded, "l2"),
                WeightDecay = recorded.TryGetProperty("weight_decay", out var decay) ? decay.GetDouble() : null,
            },
        };
        var all = new SampleSet(labels.Length, inputs, labels, []);
        var data = new PreparedData
        {
            Name = "optimizers",
            Task = TaskKind.Classification,
            Features = widths[0],
            Classes = widths[^1],
            Train = all with { Rows = batch },
            Validation = all,
            Test = all,
            Hash = "optimizers",
        };
        var run = TrainingRun.Start(config, data, new RecordedOrder(orders), new ArenaPool());
        foreach (var layer in run.Network.Plan.Layers)
        {
            var initial = Reference.GetProperty("initial")[layer.Number - 1];
            Segments.Write(run.Network.Parameters, layer.Weights, SpecOptions.Floats(initial.GetProperty("w")));
            Segments.Write(run.Network.Parameters, layer.Bias, SpecOptions.Floats(initial.GetProperty("b")));
        }

        return run;
    }
}
