using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Kernels;
using Sweep.Training.Network;
using Sweep.Training.Planning;
using Sweep.Training.Tests.Engine;

namespace Sweep.Training.Tests.Oracles;

/// <summary>A dense layer with dropout, alpha dropout and dropped inputs against PyTorch: tests/reference/dropout.py.</summary>
public sealed unsafe class DropoutReferenceTests
{
    private static readonly JsonElement Reference = SpecOptions.Read("dropout");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Reference.GetProperty("cases").GetArrayLength())];

    // The layer is followed by one that does nothing, so that its output is the network's.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_and_gradients_are_PyTorchs(int number)
    {
        var recorded = Reference.GetProperty("cases")[number];
        var (rows, inputs, units) = (recorded.GetProperty("rows").GetInt32(), recorded.GetProperty("inputs").GetInt32(), recorded.GetProperty("units").GetInt32());
        var config = new TrialConfig
        {
            Model = new ModelConfig
            {
                Hidden = [units],
                Activation = Activation(recorded.GetProperty("activation").GetString()!),
                Dropout = recorded.GetProperty("dropout").GetDouble(),
                AlphaDropout = recorded.GetProperty("alpha_dropout").GetDouble(),
                InputDropout = recorded.GetProperty("input_dropout").GetDouble(),
            },
        };
        var plan = NetworkPlan.For(config, inputs, units, TaskKind.Classification, null);
        using var arena = new Arena(1 << 20);
        var columns = NetworkPlan.Pad(rows);
        var network = new DenseNetwork(plan, new RecordedMasks(recorded), arena, columns);
        var (layer, after) = (plan.Layers[0], plan.Layers[1]);
        Segments.Write(network.Parameters, layer.Weights, SpecOptions.Floats(recorded.GetProperty("w")));
        Segments.Write(network.Parameters, layer.Bias, SpecOptions.Floats(recorded.GetProperty("b")));
        for (var unit = 0; unit < units; unit++)
            network.Parameters[Segments.Place(after.Weights, (unit * units) + unit)] = 1;
        var x = SpecOptions.Floats(recorded.GetProperty("x"));
        for (var b = 0; b < rows; b++)
            x.AsSpan(b * inputs, inputs).CopyTo(new Span<float>(network.InputRows + (b * network.InputStride), inputs));

        network.Forward(rows, columns, training: true, step: 0);
        var y = new float[rows * units];
        var dy = SpecOptions.Floats(recorded.GetProperty("dy"));
        new Span<float>(network.LogitGradient, units * columns).Clear();
        for (var b = 0; b < rows; b++)
        {
            for (var unit = 0; unit < units; unit++)
            {
                y[(b * units) + unit] = network.Logits[(unit * columns) + b];
                network.LogitGradient[(unit * columns) + b] = dy[(b * units) + unit];
            }
        }

        network.Backward(rows, columns);
        Compare(recorded, "y", y);
        Compare(recorded, "dw", Segments.Read(network.Gradients, layer.Weights));
        Compare(recorded, "db", Segments.Read(network.Gradients, layer.Bias));
    }

    private static Activation Activation(string name) => name switch
    {
        "tanh" => new Activation.Tanh(),
        "selu" => new Activation.Selu(),
        _ => new Activation.Relu(),
    };

    // Sums cancel, and a shift is added to what alpha dropout keeps: the error is measured by the greatest of the values.
    private static void Compare(JsonElement recorded, string name, ReadOnlySpan<float> actual)
    {
        var expected = SpecOptions.Floats(recorded.GetProperty(name));
        Assert.Equal(expected.Length, actual.Length);
        var floor = Math.Max(1, expected.Max(Math.Abs)) * 5e-7;
        for (var i = 0; i < expected.Length; i++)
            Closeness.Near(expected[i], actual[i], floor, $"{name} {i}");
    }
}
