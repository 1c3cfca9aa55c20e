using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Data;
using Sweep.Training.Planning;
using Sweep.Training.Tests.Engine;

namespace Sweep.Training.Tests.Oracles;

/// <summary>Sizes of planned convolutions against what torch.nn makes of the same network: tests/reference/convolutions.py.</summary>
public sealed class ConvolutionReferenceTests
{
    private static readonly JsonElement[] Reference = [.. SpecOptions.Read("convolutions").GetProperty("cases").EnumerateArray()];

    public static TheoryData<string> Cases => [.. Reference.Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Maps_weights_fans_and_parameters_are_PyTorchs(string name)
    {
        var recorded = Reference.Single(c => c.GetProperty("name").GetString() == name);
        var plan = PlanOf(recorded);
        var expected = recorded.GetProperty("layers").EnumerateArray().ToArray();
        Assert.Equal(expected.Length, plan.Layers.Length);
        foreach (var (layer, of) in plan.Layers.Zip(expected))
        {
            Assert.Equal(SpecOptions.Integers(of.GetProperty("maps")), layer.Convolution is { } c ? [c.Channels, c.MapHeight, c.MapWidth] : [layer.Outputs]);
            Assert.Equal(SpecOptions.Integers(of.GetProperty("out")), layer.Convolution is { } d ? [d.Channels, d.OutHeight, d.OutWidth] : [layer.Outputs]);
            Assert.Equal(SpecOptions.Integers(of.GetProperty("weight")), layer.Convolution is { } e ? [layer.Weights.Rows, e.InChannels, e.Kernel, e.Kernel] : [layer.Weights.Rows, layer.Weights.Columns]);
            Assert.Equal((of.GetProperty("fan_in").GetInt32(), of.GetProperty("fan_out").GetInt32()), (layer.FanIn, layer.FanOut));
            Assert.Equal(of.GetProperty("fan_in").GetInt32(), layer.Weights.Columns);
            Assert.Equal(of.GetProperty("parameters").GetInt32(), layer.Segments.Sum(s => s.Rows * s.Columns));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Layers_follow_one_another_in_units_and_in_the_block_of_parameters(string name)
    {
        var plan = PlanOf(Reference.Single(c => c.GetProperty("name").GetString() == name));
        Assert.Equal(Enumerable.Range(1, plan.Layers.Length), plan.Layers.Select(l => l.Number));
        Assert.Equal(plan.Layers.Select(l => plan.WidthOf(l.Number - 1)), plan.Layers.Select(l => l.Inputs));
        var segments = plan.Layers.SelectMany(l => l.Segments).OrderBy(s => s.Offset).ToArray();
        Assert.Equal(0, segments[0].Offset);
        Assert.All(segments.Zip(segments.Skip(1)), pair => Assert.Equal(pair.First.Offset + pair.First.Length, pair.Second.Offset));
        Assert.Equal(plan.ParameterFloats, segments[^1].Offset + segments[^1].Length);
    }

    private static NetworkPlan PlanOf(JsonElement recorded)
    {
        var model = new ModelConfig
        {
            Conv = [.. recorded.GetProperty("conv").EnumerateArray().Select(stage => SpecOptions.Fill(new ConvStage(), stage))],
            Hidden = SpecOptions.Integers(recorded.GetProperty("hidden")),
        };
        var image = new ImageShape(recorded.GetProperty("height").GetInt32(), recorded.GetProperty("width").GetInt32());
        return NetworkPlan.For(new TrialConfig { Model = model }, image.Height * image.Width, recorded.GetProperty("classes").GetInt32(), TaskKind.Classification, image);
    }
}
