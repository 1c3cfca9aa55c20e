using Sweep.Client.Running;
using Sweep.Core.Specs;
using Sweep.Training.Data;

namespace Sweep.Client.Tests;

public sealed class PlanCostsTests
{
    [Fact]
    public void Without_the_native_engine_no_pace_is_measured_and_the_cost_is_counted_all_the_same()
    {
        var (plan, costs) = Estimate("model: {conv: [{channels: 4, batch_norm: before}], hidden: []}\ntraining: {engine: torch, epochs: 1}");
        Assert.Null(costs.FlopsPerSecond);
        Assert.Contains("no time is expected of engine torch", costs.Caution, StringComparison.Ordinal);
        // 1,079 samples train, 359 validate and 359 test: 4 kernels of 3 × 3 at 64 pixels, 256 inputs of 10 units.
        const double Kernels = 2 * 9 * 4 * 64, Output = 2 * 256 * 10;
        Assert.Equal((1_079 * ((2 * Kernels) + (3 * Output))) + (2 * 359 * (Kernels + Output)), costs.Flops);
        Assert.Equal("init auto picks he_normal for relu, xavier_uniform for the output layer", AutoPicks.Describe(plan));
    }

    [Fact]
    public void Beside_the_native_engine_the_other_is_taken_to_be_as_fast_which_is_said()
    {
        var (_, costs) = Estimate("model: {hidden: [8]}\ntraining: {epochs: 1}\nvary: {engine: [torch, native]}");
        Assert.True(costs.FlopsPerSecond > 0);
        Assert.Contains("takes engine torch to be as fast", costs.Caution, StringComparison.Ordinal);
        Assert.Null(Estimate("model: {hidden: [8]}\ntraining: {epochs: 1}").Costs.Caution);
    }

    [Fact]
    public void Convolutions_that_name_an_activation_have_their_own_pick()
        => Assert.Equal(
            "init auto picks he_normal for relu, lecun_normal for selu, xavier_uniform for the output layer",
            AutoPicks.Describe(Estimate("model: {conv: [{channels: 1, stride: 4, activation: selu}], hidden: [4]}\ntraining: {engine: torch, epochs: 1}").Plan));

    private static (SweepPlan Plan, PlanCosts Costs) Estimate(string lines)
    {
        var compiled = SpecCompiler.Compile("name: x\n" + lines, "x.yaml");
        Assert.True(compiled.Plan is not null, string.Join('\n', compiled.Problems));
        return (compiled.Plan, PlanCosts.Estimate(compiled.Plan, "", new DataProvider(), TimeProvider.System, TestContext.Current.CancellationToken));
    }
}
