using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.Running;
using Sweep.Training.Tests.Engine;

namespace Sweep.Training.Tests.Oracles;

/// <summary>Parameters before the first step have the distributions that src/Core/Configuration/Initialisation.cs writes down.</summary>
public sealed unsafe class InitialisationTests
{
    private const int Units = 130;
    private const int Inputs = 170;

    public static TheoryData<string, double> UniformLimits => new()
    {
        { "uniform", 0.3 },
        { "xavier_uniform", 1.5 * Math.Sqrt(6.0 / (Inputs + Units)) },
        { "he_uniform", Math.Sqrt(6.0 / Inputs) },
        { "he_uniform fan_out slope", Math.Sqrt(6 / (1.25 * Units)) },
        { "lecun_uniform", Math.Sqrt(3.0 / Inputs) },
    };

    public static TheoryData<string, double> NormalDeviations => new()
    {
        { "normal", 0.3 },
        { "xavier_normal", 1.5 * Math.Sqrt(2.0 / (Inputs + Units)) },
        { "he_normal", Math.Sqrt(2.0 / Inputs) },
        { "he_normal fan_out slope", Math.Sqrt(2 / (1.25 * Units)) },
        { "lecun_normal", Math.Sqrt(1.0 / Inputs) },
    };

    [Theory]
    [MemberData(nameof(UniformLimits))]
    public void Uniform_weights_fill_their_interval_evenly(string name, double limit)
    {
        var weights = Weights(Of(name));
        Assert.InRange(weights.Max(), 0.999 * limit, limit);
        Assert.InRange(weights.Min(), -limit, -0.999 * limit);
        AssertMoments(weights, limit / Math.Sqrt(3), fourth: 1.8);
    }

    [Theory]
    [MemberData(nameof(NormalDeviations))]
    public void Normal_weights_have_their_deviation_and_tails(string name, double deviation)
        => AssertMoments(Weights(Of(name)), deviation, fourth: 3);

    [Theory]
    [InlineData(Inputs, Units)]
    [InlineData(Units, Inputs)]
    [InlineData(33, 33)]
    [InlineData(7, 1)]
    [InlineData(1, 7)]
    public void Orthogonal_weights_have_orthonormal_rows_or_columns_times_the_gain(int inputs, int units)
    {
        var weights = Weights(new Initialisation.Orthogonal { Gain = 1.5 }, inputs, units);
        var (few, many) = (Math.Min(inputs, units), Math.Max(inputs, units));
        double At(int one, int other) => units <= inputs ? weights[(one * inputs) + other] : weights[(other * inputs) + one];
        for (var i = 0; i < few; i++)
            for (var j = 0; j < few; j++)
                Closeness.Near(i == j ? 2.25 : 0, Enumerable.Range(0, many).Sum(k => At(i, k) * At(j, k)), 1e-5, $"product of {i} and {j}");
    }

    [Fact]
    public void Zero_and_constant_are_what_they_say()
    {
        Assert.All(Weights(new Initialisation.Zero()), weight => Assert.Equal(0, weight));
        Assert.All(Weights(new Initialisation.Constant { Value = 0.125 }), weight => Assert.Equal(0.125f, weight));
    }

    [Fact]
    public void Auto_suits_the_activation_and_the_output_layer_gets_xavier_uniform()
    {
        foreach (var activation in new Activation[] { new Activation.Relu(), new Activation.Elu(), new Activation.Gelu(), new Activation.GeluTanh(), new Activation.Silu(), new Activation.Softplus() })
            Assert.Equal(Weights(new Initialisation.HeNormal(), activation: activation), Weights(new Initialisation.Auto(), activation: activation));
        var leaky = new Activation.LeakyRelu { Slope = 0.5 };
        Assert.Equal(Weights(new Initialisation.HeNormal { Slope = 0.5 }, activation: leaky), Weights(new Initialisation.Auto(), activation: leaky));
        Assert.Equal(Weights(new Initialisation.LecunNormal(), activation: new Activation.Selu()), Weights(new Initialisation.Auto(), activation: new Activation.Selu()));
        foreach (var activation in new Activation[] { new Activation.Tanh(), new Activation.Sigmoid(), new Activation.HardTanh(), new Activation.Identity() })
            Assert.Equal(Weights(new Initialisation.XavierUniform(), activation: activation), Weights(new Initialisation.Auto(), activation: activation));
        Assert.Equal(Weights(new Initialisation.XavierUniform(), layer: 2), Weights(new Initialisation.Auto(), layer: 2));
    }

    [Fact]
    public void Other_parameters_start_neutral_and_padding_is_zero()
    {
        var model = new ModelConfig
        {
            Hidden = [9, 21],
            Activation = new Activation.Prelu { Slope = 0.2 },
            Normalization = new Normalisation.BatchNorm(),
            Residual = 1,
            Init = new Initialisation.Constant { Value = 2 },
            BiasInit = new Initialisation.Constant { Value = 3 },
        };
        using var run = Start(model, 5);
        foreach (var layer in run.Network.Plan.Layers)
        {
            void All(ParameterSegment segment, float value) => Assert.All(Segments.Read(run.Network.Parameters, segment), actual => Assert.Equal(value, actual));
            All(layer.Weights, 2);
            All(layer.Bias, 3);
            Assert.All(layer.Segments, segment => Assert.All(Segments.Padding(run.Network.Parameters, segment), value => Assert.Equal(0, value)));
            if (!layer.IsHidden)
                continue;
            All(layer.Projection, 2);
            All(layer.Scale, 1);
            All(layer.Shift, 0);
            All(layer.Slope, 0.2f);
        }
    }

    [Fact]
    public void Every_matrix_and_every_key_draws_numbers_of_its_own()
    {
        var model = new ModelConfig { Hidden = [12, 12, 12], Init = new Initialisation.Normal(), BiasInit = new Initialisation.Normal(), Residual = 1 };
        var firsts = new List<float>();
        foreach (var key in new[] { RandomKey.For(1, 0), RandomKey.For(1, 1), RandomKey.For(2, 0) })
        {
            using var run = Start(model, 5, key);
            firsts.AddRange(run.Network.Plan.Layers.SelectMany(layer => layer.Segments).Select(segment => run.Network.Parameters[segment.Offset]));
        }

        // Four matrices, four biases and the projection from five features to twelve units, under three keys.
        Assert.Equal(27, firsts.Count);
        Assert.Equal(27, firsts.Distinct().Count());
    }

    private static Initialisation Of(string name) => name switch
    {
        "uniform" => new Initialisation.Uniform { Limit = 0.3 },
        "normal" => new Initialisation.Normal { Std = 0.3 },
        "xavier_uniform" => new Initialisation.XavierUniform { Gain = 1.5 },
        "xavier_normal" => new Initialisation.XavierNormal { Gain = 1.5 },
        "he_uniform" => new Initialisation.HeUniform(),
        "he_uniform fan_out slope" => new Initialisation.HeUniform { Fan = FanMode.FanOut, Slope = 0.5 },
        "he_normal" => new Initialisation.HeNormal(),
        "he_normal fan_out slope" => new Initialisation.HeNormal { Fan = FanMode.FanOut, Slope = 0.5 },
        "lecun_uniform" => new Initialisation.LecunUniform(),
        _ => new Initialisation.LecunNormal(),
    };

    // Of 22,100 draws the mean strays by deviation/150, the variance by 1 %, the fourth moment by 7 % at most: five sigma.
    private static void AssertMoments(float[] weights, double deviation, double fourth)
    {
        Assert.InRange(weights.Average(weight => (double)weight) / deviation, -0.034, 0.034);
        Assert.InRange(weights.Average(weight => Math.Pow(weight / deviation, 2)), 0.952, 1.048);
        Assert.InRange(weights.Average(weight => Math.Pow(weight / deviation, 4)) / fourth, 0.88, 1.12);
    }

    private static float[] Weights(Initialisation init, int inputs = Inputs, int units = Units, Activation? activation = null, int layer = 1)
    {
        using var run = Start(new ModelConfig { Hidden = [units], Init = init, Activation = activation ?? new Activation.Relu() }, inputs);
        return Segments.Read(run.Network.Parameters, run.Network.Plan.Layers[layer - 1].Weights);
    }

    private static TrainingRun Start(ModelConfig model, int features, RandomKey? key = null)
        => TrainingRun.Start(new TrialConfig { Model = model }, Samples.Classes(features, train: 4, validation: 2, test: 2), new RandomDraws(key ?? Battery.Key), new ArenaPool());
}
