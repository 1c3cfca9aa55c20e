using Sweep.GrainHost.Contracts;

namespace Sweep.Grains.Tests;

/// <summary>What grains say to each other can travel between processes.</summary>
public sealed class ContractTests
{
    [Fact]
    public void Contracts_break_no_rule()
        => Assert.Empty(ContractCheck.Problems([typeof(SweepGrain), typeof(TrialGrain), typeof(AggregatorGrain), typeof(CapacityGrain)], [typeof(SweepGrain).Assembly]));

    [Theory]
    [InlineData("s-0/0", "s-0", 0)]
    [InlineData("small-0mf7x3/123456789012", "small-0mf7x3", 123_456_789_012)]
    public void Key_of_a_trial_is_its_sweep_and_its_index(string text, string sweep, long index)
    {
        Assert.Equal(new(sweep, index), TrialKey.Parse(text));
        Assert.Equal(text, new TrialKey(sweep, index).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("small")]
    [InlineData("/1")]
    [InlineData("small/")]
    [InlineData("small/-1")]
    [InlineData("small/one")]
    public void Other_keys_are_refused(string text) => Assert.Throws<FormatException>(() => TrialKey.Parse(text));
}
