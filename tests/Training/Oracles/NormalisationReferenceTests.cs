using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Kernels;
using Sweep.Training.Network;
using Sweep.Training.Planning;
using Sweep.Training.Running;
using Sweep.Training.Tests.Engine;

namespace Sweep.Training.Tests.Oracles;

/// <summary>Batch and layer normalisation, alone and around an activation, against PyTorch: tests/reference/normalisation.py.</summary>
public sealed unsafe class NormalisationReferenceTests
{
    // What stands in columns that are no samples must not matter.
    private const float Padding = 300;

    private static readonly JsonElement Reference = SpecOptions.Read("normalisation");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Batch_norm_is_PyTorchs(int number)
    {
        var recorded = Reference.GetProperty("batch_norm")[number];
        var (rows, units) = (recorded.GetProperty("rows").GetInt32(), recorded.GetProperty("units").GetInt32());
        var (momentum, epsilon) = (recorded.GetProperty("momentum").GetSingle(), recorded.GetProperty("epsilon").GetSingle());
        using var arena = new Arena(1 << 18);
        var scale = Vector(arena, recorded.GetProperty("gamma"));
        var shift = Vector(arena, recorded.GetProperty("beta"));
        var means = arena.Floats(units);
        var variances = arena.Floats(units);
        var inverse = arena.Floats(units);
        new Span<float>(variances, units).Fill(1);
        var hat = new FeatureMajor(arena, rows, units);
        FeatureMajor? first = null;
        foreach (var batch in recorded.GetProperty("batches").EnumerateArray())
        {
            var x = new FeatureMajor(arena, rows, units, SpecOptions.Floats(batch.GetProperty("x")), Padding);
            first ??= x;
            var y = new FeatureMajor(arena, rows, units);
            BatchNorm.Forward(x.Pointer, hat.Pointer, y.Pointer, inverse, scale, shift, means, variances, units, rows, x.Columns, momentum, epsilon);
            Compare(batch, "y", y.ToRows());
            Compare(batch, "running_mean", new Span<float>(means, units));
            Compare(batch, "running_variance", new Span<float>(variances, units));
            if (!batch.TryGetProperty("dy", out var dy))
                continue;
            var gradient = new FeatureMajor(arena, rows, units, SpecOptions.Floats(dy));
            var scaleGradient = arena.Floats(units);
            var shiftGradient = arena.Floats(units);
            BatchNorm.Backward(gradient.Pointer, hat.Pointer, inverse, scale, scaleGradient, shiftGradient, units, rows, x.Columns);
            Compare(batch, "dx", gradient.ToRows());
            Compare(batch, "dgamma", new Span<float>(scaleGradient, units));
            Compare(batch, "dbeta", new Span<float>(shiftGradient, units));
            Assert.All(gradient.Padding(), value => Assert.Equal(0, value));
        }

        var inferred = new FeatureMajor(arena, rows, units);
        BatchNorm.Infer(first!.Pointer, inferred.Pointer, scale, shift, means, variances, units, inferred.Columns, epsilon);
        Compare(recorded, "inference", inferred.ToRows());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Layer_norm_is_PyTorchs(int number)
    {
        var recorded = Reference.GetProperty("layer_norm")[number];
        var (rows, units) = (recorded.GetProperty("rows").GetInt32(), recorded.GetProperty("units").GetInt32());
        using var arena = new Arena(1 << 18);
        var scale = Vector(arena, recorded.GetProperty("gamma"));
        var shift = Vector(arena, recorded.GetProperty("beta"));
        var x = new FeatureMajor(arena, rows, units, SpecOptions.Floats(recorded.GetProperty("x")), Padding);
        var (hat, y) = (new FeatureMajor(arena, rows, units), new FeatureMajor(arena, rows, units));
        var inverse = arena.Floats(x.Columns);
        SampleNorm.Forward(x.Pointer, hat.Pointer, y.Pointer, inverse, scale, shift, units, x.Columns, recorded.GetProperty("epsilon").GetSingle());
        Compare(recorded, "y", y.ToRows());
        var gradient = new FeatureMajor(arena, rows, units, SpecOptions.Floats(recorded.GetProperty("dy")));
        var scaleGradient = arena.Floats(units);
        var shiftGradient = arena.Floats(units);
        SampleNorm.Backward(gradient.Pointer, hat.Pointer, inverse, scale, scaleGradient, shiftGradient, units, rows, x.Columns);
        Compare(recorded, "dx", gradient.ToRows());
        Compare(recorded, "dgamma", new Span<float>(scaleGradient, units));
        Compare(recorded, "dbeta", new Span<float>(shiftGradient, units));
        Assert.All(gradient.Padding(), value => Assert.Equal(0, value));
    }

    // The layer stands between two that do nothing, so that its output is the network's and its input has a gradient.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_dense_layer_with_normalisation_is_PyTorchs(int number)
    {
        var recorded = Reference.GetProperty("dense")[number];
        var (rows, inputs, units) = (recorded.GetProperty("rows").GetInt32(), recorded.GetProperty("inputs").GetInt32(), recorded.GetProperty("units").GetInt32());
        var config = new TrialConfig
        {
            Model = new ModelConfig
            {
                Hidden = [inputs, units],
                Activation = new Activation.Identity(),
                Layers = [new LayerOverride { Layer = 2, Activation = new Activation.Tanh(), Normalization = SpecOptions.Make<Normalisation>(recorded) }],
            },
        };
        var plan = NetworkPlan.For(config, inputs, units, TaskKind.Classification, null);
        using var arena = new Arena(1 << 20);
        var columns = NetworkPlan.Pad(rows);
        var network = new DenseNetwork(plan, new RandomDraws(default), arena, columns);
        network.Statistics.Reset();
        var (before, layer, after) = (plan.Layers[0], plan.Layers[1], plan.Layers[2]);
        Segments.Write(network.Parameters, before.Weights, Identity(inputs));
        Segments.Write(network.Parameters, after.Weights, Identity(units));
        foreach (var (segment, name) in Named(layer))
            Segments.Write(network.Parameters, segment, SpecOptions.Floats(recorded.GetProperty(name)));
        var x = SpecOptions.Floats(recorded.GetProperty("x"));
        for (var b = 0; b < rows; b++)
            x.AsSpan(b * inputs, inputs).CopyTo(new Span<float>(network.InputRows + (b * network.InputStride), inputs));

        network.Forward(rows, columns, training: true, step: 0);
        Compare(recorded, "y", Rows(network.Logits, rows, units, columns));
        var dy = SpecOptions.Floats(recorded.GetProperty("dy"));
        new Span<float>(network.LogitGradient, units * columns).Clear();
        for (var b = 0; b < rows; b++)
            for (var u = 0; u < units; u++)
                network.LogitGradient[(u * columns) + b] = dy[(b * units) + u];
        network.Backward(rows, columns);
        foreach (var (segment, name) in Named(layer))
            Compare(recorded, "d" + name, Segments.Read(network.Gradients, segment));
        CompareInputGradient(SpecOptions.Floats(recorded.GetProperty("dx")), x, network.Gradients, before);
    }

    // The gradient by the weights and biases of the layer before is dxᵀ·x and dx added over the rows.
    private static void CompareInputGradient(float[] dx, float[] x, float* gradients, LayerPlan before)
    {
        var inputs = before.Inputs;
        var rows = x.Length / inputs;
        var (weights, bias) = (Segments.Read(gradients, before.Weights), Segments.Read(gradients, before.Bias));
        for (var unit = 0; unit < inputs; unit++)
        {
            var all = Enumerable.Range(0, rows);
            Closeness.Near(all.Sum(b => (double)dx[(b * inputs) + unit]), bias[unit], 3e-6, $"db of unit {unit} before");
            for (var i = 0; i < inputs; i++)
                Closeness.Near(all.Sum(b => (double)dx[(b * inputs) + unit] * x[(b * inputs) + i]), weights[(unit * inputs) + i], 3e-6, $"dw of unit {unit} before");
        }
    }

    private static (ParameterSegment Segment, string Name)[] Named(LayerPlan layer)
        => [(layer.Weights, "w"), (layer.Bias, "b"), (layer.Scale, "gamma"), (layer.Shift, "beta")];

    private static float[] Identity(int size)
    {
        var matrix = new float[size * size];
        for (var i = 0; i < size; i++)
            matrix[(i * size) + i] = 1;
        return matrix;
    }

    private static float[] Rows(float* block, int rows, int units, int columns)
    {
        var result = new float[rows * units];
        for (var b = 0; b < rows; b++)
            for (var u = 0; u < units; u++)
                result[(b * units) + u] = block[(u * columns) + b];
        return result;
    }

    private static float* Vector(Arena arena, JsonElement json)
    {
        var values = SpecOptions.Floats(json);
        var vector = arena.Floats(values.Length);
        values.CopyTo(new Span<float>(vector, values.Length));
        return vector;
    }

    // Sums cancel: the error is measured by the greatest of the values.
    private static void Compare(JsonElement recorded, string name, ReadOnlySpan<float> actual)
    {
        var expected = SpecOptions.Floats(recorded.GetProperty(name));
        Assert.Equal(expected.Length, actual.Length);
        var floor = Math.Max(1, expected.Max(Math.Abs)) * 2e-6;
        for (var i = 0; i < expected.Length; i++)
            Closeness.Near(expected[i], actual[i], floor, $"{name} {i}");
    }
}
