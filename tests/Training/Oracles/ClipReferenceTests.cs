using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.Tests.Engine;
using Sweep.Training.Updating;

namespace Sweep.Training.Tests.Oracles;

/// <summary>Every gradient clip against PyTorch: tests/reference/clips.py.</summary>
public sealed unsafe class ClipReferenceTests
{
    private static readonly JsonElement Reference = SpecOptions.Read("clips");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Reference.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Clipped_gradients_are_PyTorchs(int number)
    {
        var recorded = Reference.GetProperty("cases")[number];
        var layers = Reference.GetProperty("layers");
        var config = new TrialConfig { Model = new ModelConfig { Hidden = [layers[0].GetProperty("units").GetInt32(), layers[1].GetProperty("units").GetInt32()] } };
        var plan = NetworkPlan.For(config, layers[0].GetProperty("inputs").GetInt32(), layers[2].GetProperty("units").GetInt32(), TaskKind.Classification, null);
        using var arena = new Arena(1 << 16);
        var parameters = arena.Floats(plan.ParameterFloats);
        var gradients = arena.Floats(plan.ParameterFloats);
        var norms = new double[layers.GetArrayLength()];
        foreach (var layer in plan.Layers)
        {
            var given = layers[layer.Number - 1];
            Segments.Write(parameters, layer.Weights, SpecOptions.Floats(given.GetProperty("w")));
            Segments.Write(parameters, layer.Bias, SpecOptions.Floats(given.GetProperty("b")));
            Segments.Write(gradients, layer.Weights, SpecOptions.Floats(given.GetProperty("dw")));
            Segments.Write(gradients, layer.Bias, SpecOptions.Floats(given.GetProperty("db")));
            norms[layer.Number - 1] = given.GetProperty("norm").GetDouble();
        }

        var clip = new GradientClip(SpecOptions.Make<Clip>(recorded), plan);
        clip.Apply(gradients, parameters, norms);
        foreach (var layer in plan.Layers)
        {
            var expected = recorded.GetProperty("layers")[layer.Number - 1];
            var scale = clip.Scales[layer.Number - 1];
            var squares = Compare(expected.GetProperty("dw"), layer.Weights) + Compare(expected.GetProperty("db"), layer.Bias);
            Closeness.Near(Math.Sqrt(squares) / norms[layer.Number - 1], clip.Factors[layer.Number - 1], 0, $"factor of layer {layer.Number}");

            double Compare(JsonElement wanted, ParameterSegment segment)
            {
                var values = SpecOptions.Floats(wanted);
                var actual = Segments.Read(gradients, segment);
                for (var i = 0; i < values.Length; i++)
                    Closeness.Near(values[i], actual[i] * scale, Closeness.Subnormal, $"layer {layer.Number}, {segment.Kind} {i}");
                return values.Sum(value => (double)value * value);
            }
        }
    }
}
