using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Verdicts;

namespace Sweep.Core.Tests.Verdicts;

public sealed class DepthLawTests
{
    private static readonly TrialConfig Sigmoid = new() { Model = new() { Depth = 3, Width = 16, Activation = new Activation.Sigmoid() } };

    private static EpochReport Epoch(params LayerReport[] layers) => new()
    {
        Epoch = 7,
        Steps = 7,
        TrainLoss = 1,
        TrainScore = 0.5,
        ValidationLoss = 1,
        ValidationScore = 0.5,
        LearningRate = 0.1,
        Layers = layers,
    };

    // Four layers; activations of mean 0.5 in 16 units: each hidden layer's inputs have the norm sqrt(1 + 16/4).
    private static EpochReport Measured(params float[] gradients) => Epoch([.. gradients.Select((g, i) => new LayerReport
    {
        Layer = i + 1,
        GradientNormMean = g,
        WeightNorm = i + 1,
        ActivationMean = i == 3 ? float.NaN : 0.5f,
        ActivationStd = i == 3 ? float.NaN : 0,
    })]);

    [Fact]
    public void Sigmoid_is_bounded_by_a_quarter_of_the_weight_norm_a_layer()
    {
        var law = DepthLaw.Of([Measured(0.125f, 0.25f, 0.5f, 1)], Sigmoid)!;

        Assert.Equal((7, true), (law.Epoch, law.Holds));
        Assert.Equal([0.25 * 2, 0.25 * 3, 0.25 * 4, 1], law.Layers.Select(l => l.Factor));
        Assert.Equal([0.5 * 0.75 * 1, 0.75 * 1, 1, 1], law.Layers.Select(l => l.Bound));
        Assert.Equal([0.125, 0.25, 0.5, 1], law.Layers.Select(l => l.Gradient));
        Assert.Equal(0.5, law.Decay, 1e-12);
        Assert.Equal(1, law.Fit, 1e-12);
        Assert.All(law.Layers, l => Assert.True(double.IsNaN(l.TightBound)));
    }

    [Fact]
    public void Signal_takes_the_size_of_the_inputs_off()
    {
        var law = DepthLaw.Of([Measured(1, 1, 1, 1)], Sigmoid)!;

        // Digits have 64 standardised features; the other layers' inputs are alike.
        Assert.Equal(Math.Sqrt(5.0 / 65), law.Layers[0].Signal, 1e-12);
        Assert.Equal([1.0, 1.0, 1.0], law.Layers.Skip(1).Select(l => l.Signal));
    }

    [Fact]
    public void The_probe_gives_the_tight_bound()
    {
        var epoch = Measured(1, 1, 1, 1);
        float[] products = [2, 4, 8, 3];
        var law = DepthLaw.At(epoch with { Layers = [.. epoch.Layers.Select((l, i) => l with { JacobianBound = products[i] })] }, Sigmoid);

        Assert.Equal([0.25 * 4, 0.25 * 8, 0.25 * 3, 1], law.Layers.Select(l => l.TightBound));
    }

    [Fact]
    public void Layers_of_another_activation_have_its_slope()
    {
        var config = Sigmoid with { Model = Sigmoid.Model with { Layers = [new() { Layer = 2, Activation = new Activation.Tanh() }] } };
        Assert.Equal([0.25, 1, 0.25, 1], DepthLaw.At(Measured(1, 1, 1, 1), config).Layers.Select(l => l.Slope));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 2)]
    public void Normalised_and_bridged_layers_have_no_such_bound(bool normalised, int residual)
    {
        var model = Sigmoid.Model with { Residual = residual, Normalization = normalised ? new Normalisation.BatchNorm() : new Normalisation.None() };
        var law = DepthLaw.At(Measured(1, 1, 1, 1), Sigmoid with { Model = model });

        Assert.False(law.Holds);
        Assert.All(law.Layers, l => Assert.True(double.IsNaN(l.Bound)));
    }

    [Fact]
    public void Epochs_without_measured_gradients_are_passed_over()
    {
        Assert.Null(DepthLaw.Of([], Sigmoid));
        Assert.Null(DepthLaw.Of([Epoch(new() { Layer = 1 }, new() { Layer = 2 })], Sigmoid));
        Assert.Equal(7, DepthLaw.Of([Measured(1, 1, 1, 1), Epoch(new LayerReport { Layer = 1 }) with { Epoch = 8 }], Sigmoid)!.Epoch);
    }

    [Fact]
    public void Greatest_slopes_are_those_that_SciPy_finds()
    {
        var expected = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf("tests", "reference", "data", "slopes.json"))).RootElement.GetProperty("greatest");
        var known = new Dictionary<string, Activation>
        {
            ["sigmoid"] = new Activation.Sigmoid(),
            ["tanh"] = new Activation.Tanh(),
            ["elu"] = new Activation.Elu(),
            ["selu"] = new Activation.Selu(),
            ["gelu"] = new Activation.Gelu(),
            ["gelu_tanh"] = new Activation.GeluTanh(),
            ["silu"] = new Activation.Silu(),
            ["softplus"] = new Activation.Softplus(),
        };
        Assert.Equal(known.Keys.Order(), expected.EnumerateObject().Select(p => p.Name).Order());
        Assert.All(known, a => Assert.Equal(expected.GetProperty(a.Key).GetDouble(), GreatestSlope.Of(a.Value), 2e-11));
        Assert.Equal(3, GreatestSlope.Of(new Activation.Elu { Alpha = 3 }));
        Assert.Equal(1, GreatestSlope.Of(new Activation.LeakyRelu()));
    }

    [Fact]
    public void Convolutions_are_another_chain_and_count_before_the_hidden_layers()
    {
        var config = new TrialConfig
        {
            Model = new()
            {
                Conv = [new() { Residual = true, Activation = new Activation.Sigmoid() }],
                Hidden = [16],
                Activation = new Activation.Tanh(),
                Layers = [new() { Layer = 1, Activation = new Activation.Relu() }],
            },
        };
        var law = DepthLaw.Of([Measured(0.125f, 0.25f, 0.5f, 1)], config)!;

        Assert.False(law.Holds);
        Assert.Equal([0.25, 0.25, 1, 1], law.Layers.Select(l => l.Slope));
        Assert.Equal([1, 2], config.Model.OwnActivations().Where(own => own.Value is Activation.Sigmoid).Select(own => own.Key));
        Assert.All(law.Layers, l => Assert.Equal((double.NaN, double.NaN), (l.Bound, l.TightBound)));
        // How long a hidden layer's inputs are is unknown where they are maps.
        Assert.Equal([true, true, true, false], law.Layers.Select(l => double.IsNaN(l.Signal)));
        Assert.Equal([false, false, true, false], law.Layers.Select(l => VerdictContext.For(config, TaskKind.Classification).IsRectifierIn(l.Layer)));
    }
}
