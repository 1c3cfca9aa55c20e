using Sweep.Bench.Calibration;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training.Data;

namespace Sweep.Calibration.Tests;

/// <summary>The reference that labels rest on is itself held to what theory gives.</summary>
public sealed class ReferenceNetworkTests
{
    private static readonly RandomKey Key = RandomKey.For(5, 0);
    private static readonly PreparedData Data = new DataProvider().Load(new(), Key, ".");

    private static InitialState State(ModelConfig model) => InitialState.Of(new() { Model = model }, Data, Key);

    [Fact]
    public void Outputs_of_nothing_have_the_loss_of_guessing()
        => Assert.Equal(Math.Log(10), State(new() { Hidden = [8], Init = new Initialisation.Zero() }).Loss, 1e-12);

    [Fact]
    public void Gradients_under_small_weights_fall_by_the_slope_times_their_deviation_a_layer()
    {
        // Each layer back multiplies by 0.25·σ·√width, for activations hardly differ from 0.5.
        double Ratio(int depth) => State(new() { Depth = depth, Width = 64, Activation = new Activation.Sigmoid(), Init = new Initialisation.Normal { Std = 0.02 } }).GradientRatio;

        Assert.Equal(Math.Pow(0.25 * 0.02 * 8, 4), Ratio(8) / Ratio(4), Math.Pow(0.25 * 0.02 * 8, 4) / 3);
    }

    [Fact]
    public void Relu_under_He_keeps_the_size_of_gradients_and_has_no_dead_units()
    {
        var state = State(new() { Depth = 6, Width = 64, Activation = new Activation.Relu(), Init = new Initialisation.HeNormal() });
        Assert.InRange(state.GradientRatio, 0.1, 10);
        Assert.InRange(state.DeadShare.Max(), 0, 0.2);
        Assert.InRange(state.SaturatedShare[0], 0.4, 0.6);
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences()
    {
        foreach (var activation in new Activation[] { new Activation.Sigmoid(), new Activation.Tanh(), new Activation.Selu(), new Activation.GeluTanh() })
        {
            var network = new ReferenceNetwork(new() { Model = new() { Hidden = [5, 4], Activation = activation } }, Data, Key);
            foreach (var (layer, unit, input) in new[] { (0, 2, 20), (1, 3, 4), (2, 9, 1) })
            {
                const double Step = 1e-5;
                var exact = network.Gradient(Data.Train, 16, layer, unit, input);
                Assert.Equal(
                    (network.With(layer, unit, input, Step).Measure(Data.Train, 16).Loss - network.With(layer, unit, input, -Step).Measure(Data.Train, 16).Loss) / (2 * Step),
                    exact, 1e-7 + (1e-5 * Math.Abs(exact)));
            }
        }
    }
}
