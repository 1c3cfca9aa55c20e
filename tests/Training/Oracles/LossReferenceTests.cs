using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Losses;
using Sweep.Training.Planning;
using Sweep.Training.Running;
using Sweep.Training.Tests.Engine;

namespace Sweep.Training.Tests.Oracles;

/// <summary>Every loss and its gradient against PyTorch, from labels on: tests/reference/losses.py.</summary>
public sealed unsafe class LossReferenceTests
{
    private static readonly JsonElement Reference = SpecOptions.Read("losses");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Reference.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_gradient_are_PyTorchs(int number)
    {
        var recorded = Reference.GetProperty("cases")[number];
        var loss = SpecOptions.Make<Loss>(recorded);
        var (rows, outputs) = (recorded.GetProperty("batch").GetInt32(), recorded.GetProperty("outputs").GetInt32());
        using var arena = new Arena(1 << 16);
        var logits = new FeatureMajor(arena, rows, outputs, SpecOptions.Floats(recorded.GetProperty("z")), padding: 7);
        var targets = LoadTargets(arena, recorded, loss, rows, outputs);
        var gradient = new FeatureMajor(arena, rows, outputs);
        var losses = arena.Floats(logits.Columns);
        new LossKernel(loss, outputs, arena).Evaluate(logits.Pointer, targets.Pointer, logits.Columns, losses, gradient.Pointer, rows);

        var mean = 0.0;
        for (var b = 0; b < rows; b++)
            mean += losses[b] / (double)rows;
        Closeness.Near(recorded.GetProperty("loss").GetDouble(), mean, 1e-7, "loss");
        var expected = SpecOptions.Floats(recorded.GetProperty("gradient"));
        var actual = gradient.ToRows();
        // A probability close to its target leaves the rounding of 1, in units of the mean's weight.
        for (var i = 0; i < expected.Length; i++)
            Closeness.Near(expected[i], actual[i], 2e-7 / rows, $"gradient of element {i}");
        Assert.All(gradient.Padding(), value => Assert.Equal(0, value));
    }

    private static FeatureMajor LoadTargets(Arena arena, JsonElement recorded, Loss loss, int rows, int outputs)
    {
        var labels = recorded.TryGetProperty("labels", out var l) ? SpecOptions.Integers(l) : [];
        var numbers = recorded.TryGetProperty("targets", out var t) ? SpecOptions.Floats(t) : [];
        var task = labels.Length > 0 ? TaskKind.Classification : TaskKind.Regression;
        var config = new TrialConfig { Model = new ModelConfig { Hidden = [] }, Training = new TrainingConfig { Loss = loss } };
        var plan = NetworkPlan.For(config, 1, Math.Max(2, outputs), task, null);
        var targets = new FeatureMajor(arena, rows, outputs);
        var order = Enumerable.Range(0, rows).ToArray();
        new BatchLoader(plan, NetworkPlan.Lanes).LoadTargets(
            new SampleSet(rows, new float[rows], labels, numbers), order, targets.Columns, SpecOptions.Number(recorded, "label_smoothing"), targets.Pointer);
        return targets;
    }
}
