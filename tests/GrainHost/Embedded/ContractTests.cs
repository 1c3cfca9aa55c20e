using Orleans;
using Orleans.Concurrency;
using Sweep.GrainHost.Contracts;
using Sweep.GrainHost.Tests.Semantics.Grains;

namespace Sweep.GrainHost.Tests.Embedded;

/// <summary>The check of contracts names every breach of its rules, and nothing else.</summary>
public sealed class ContractTests
{
    [Fact]
    public void The_contracts_of_the_test_grains_break_no_rule()
        => Assert.Empty(ContractCheck.Problems([typeof(WorkerGrain), typeof(StreamGrain), typeof(TimerGrain)], [typeof(WorkerGrain).Assembly]));

    [Theory]
    [InlineData("ContractTests.Bare lacks [GenerateSerializer]")]
    [InlineData("ContractTests.Bare lacks [Immutable]")]
    [InlineData("ContractTests.Bare.Value lacks [Id(n)]")]
    [InlineData("ContractTests.Loose.Twice has the id 0, which ContractTests.Loose.Once has already")]
    [InlineData("ContractTests.Loose.Settable can be set after it was made")]
    [InlineData("ContractTests.Loose.Computed is computed and must have no [Id]")]
    [InlineData("ContractTests.Loose.Numbers is Int32[]: an array can change")]
    [InlineData("ContractTests.Loose.Names is List<String>, which can change")]
    [InlineData("ContractTests.Loose.Hidden is IReadOnlyList<Int32>, behind which any collection may hide")]
    [InlineData("ContractTests.IBadGrain.Value returns Int32; a grain's method returns")]
    [InlineData("ContractTests.IBadGrain.Property is a property")]
    [InlineData("ContractTests.IBadGrain.OneWayResult is [OneWay] and so has no result")]
    [InlineData("Parameter 'values' of ContractTests.IBadGrain.Array is Double[]")]
    [InlineData("ContractTests.BadGrain.Misplaced: [AlwaysInterleave] belongs on the interface's method")]
    public void Each_breach_is_named_with_type_and_member(string expected)
        => Assert.Contains(ContractCheck.Problems([typeof(BadGrain)], []), problem => problem.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void All_breaches_are_told_at_once()
    {
        var failure = Assert.Throws<GrainContractException>(() => ContractCheck.Verify([typeof(BadGrain)], []));
        Assert.True(failure.Problems.Count >= 14);
        Assert.All(failure.Problems, problem => Assert.Contains(problem, failure.Message, StringComparison.Ordinal));
    }

    internal interface IBadGrain : IGrainWithStringKey
    {
        int Property { get; }

        int Value();

        [OneWay]
        Task<int> OneWayResult();

        Task Array(double[] values);

        Task<Bare> Records(Loose loose);

        Task Misplaced();
    }

    internal sealed record Bare(int Value);

    [GenerateSerializer, Immutable]
    internal sealed record Loose
    {
        [Id(0)]
        public int Once { get; init; }

        [Id(0)]
        public int Twice { get; init; }

        [Id(1)]
        public int Settable { get; set; }

        [Id(2)]
        public int Computed => Once;

        [Id(3)]
        public int[] Numbers { get; init; } = [];

        [Id(4)]
        public List<string> Names { get; init; } = [];

        [Id(5)]
        public IReadOnlyList<int> Hidden { get; init; } = [];
    }

    /// <summary>Abstract, so that no host takes it for one of its grains.</summary>
    internal abstract class BadGrain : Grain, IBadGrain
    {
        public int Property => 0;

        public int Value() => 0;

        public Task<int> OneWayResult() => Task.FromResult(0);

        public Task Array(double[] values) => Task.CompletedTask;

        public Task<Bare> Records(Loose loose) => Task.FromResult(new Bare(0));

        [AlwaysInterleave]
        public Task Misplaced() => Task.CompletedTask;
    }
}
