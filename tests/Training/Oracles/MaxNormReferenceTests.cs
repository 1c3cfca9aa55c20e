using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.Tests.Engine;
using Sweep.Training.Updating;

namespace Sweep.Training.Tests.Oracles;

/// <summary>A step under max-norm against PyTorch's SGD and torch.renorm: tests/reference/max_norm.py.</summary>
public sealed unsafe class MaxNormReferenceTests
{
    private static readonly JsonElement Reference = SpecOptions.Read("max_norm");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Reference.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_after_a_step_are_PyTorchs(int number)
    {
        var recorded = Reference.GetProperty("cases")[number];
        var layers = Reference.GetProperty("layers");
        var training = new TrainingConfig
        {
            Optimizer = new Optimizer.Sgd { LearningRate = Reference.GetProperty("learning_rate").GetDouble() },
            MaxNorm = recorded.GetProperty("max_norm").GetDouble(),
        };
        // The file's third layer takes the second one's outputs, as in a network.
        var model = new ModelConfig { Hidden = [layers[0].GetProperty("units").GetInt32(), layers[1].GetProperty("units").GetInt32()] };
        var plan = NetworkPlan.For(
            new TrialConfig { Model = model, Training = training }, layers[0].GetProperty("inputs").GetInt32(), layers[2].GetProperty("units").GetInt32(), TaskKind.Classification, null);
        using var arena = new Arena(1 << 18);
        var parameters = arena.Floats(plan.ParameterFloats);
        var gradients = arena.Floats(plan.ParameterFloats);
        foreach (var layer in plan.Layers)
        {
            var given = layers[layer.Number - 1];
            Segments.Write(parameters, layer.Weights, SpecOptions.Floats(given.GetProperty("w")));
            Segments.Write(parameters, layer.Bias, SpecOptions.Floats(given.GetProperty("b")));
            Segments.Write(gradients, layer.Weights, SpecOptions.Floats(given.GetProperty("dw")));
            Segments.Write(gradients, layer.Bias, SpecOptions.Floats(given.GetProperty("db")));
        }

        var update = new ParameterUpdate(training.Optimizer, plan.ParameterFloats, arena);
        var weights = new WeightUpdate(training, plan, update, arena.Floats(plan.Layers.Max(layer => layer.Length)));
        weights.Apply(parameters, gradients, [1, 1, 1], training.Optimizer.LearningRate, 1, measure: false);
        foreach (var layer in plan.Layers)
        {
            var expected = recorded.GetProperty("layers")[layer.Number - 1];
            Compare(expected.GetProperty("w"), Segments.Read(parameters, layer.Weights), $"weight of layer {layer.Number}");
            Compare(expected.GetProperty("b"), Segments.Read(parameters, layer.Bias), $"bias of layer {layer.Number}");
        }
    }

    // w − ηg cancels: 1.2e-7 of numbers about 1.
    private static void Compare(JsonElement expected, float[] actual, string what)
    {
        var values = SpecOptions.Floats(expected);
        Assert.Equal(values.Length, actual.Length);
        for (var i = 0; i < values.Length; i++)
            Closeness.Near(values[i], actual[i], 2e-7, $"{what}, {i}");
    }
}
