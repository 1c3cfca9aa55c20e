using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Grains.Tests.Fixture;

/// <summary>A small sweep: its plan, its place in a record, and which trial a training belongs to.</summary>
internal sealed class TestSweep
{
    public const string Id = "small-000000";

    private readonly Dictionary<(Activation, double, RandomKey), long> _trials = [];

    public TestSweep(int replicates = 2, int maxAttempts = 3, string dropout = "0, 0.1, 0.2", int epochs = 2, string checkpoint = "{every: 0s}")
    {
        Plan = SpecCompiler.Compile($$"""
            name: small
            dataset: iris
            model: {hidden: [8]}
            training: {epochs: {{epochs}}}
            vary:
              activation: [relu, tanh]
              dropout: [{{dropout}}]
            replicates: {{replicates}}
            max_attempts: {{maxAttempts}}
            checkpoint: {{checkpoint}}
            """, "small.yaml").Plan!;
        for (var index = 0L; index < Plan.Trials; index++)
        {
            var trial = Plan.Trial(index);
            var model = trial.Combination.Config.Model;
            _trials.Add((model.Activation, model.Dropout, trial.Key), index);
        }
    }

    public SweepPlan Plan { get; }

    public int Trials => (int)Plan.Trials;

    public long TrialOf(TrialConfig config, RandomKey key) => _trials[(config.Model.Activation, config.Model.Dropout, key)];

    public async Task AddTo(ISweepStore store)
        => Assert.True(await store.CreateAsync(new(Id, "small", Plan.NormalisedYaml, Plan.Hash, "", Plan.Trials, SweepState.Running, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "test")));

    /// <summary>The digest of this sweep where nothing disturbs it.</summary>
    public async Task<string> UndisturbedDigest()
    {
        var store = new MemorySweepStore();
        await AddTo(store);
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(this));
        await silo.RunSweepAsync();
        return await DigestOf(store);
    }

    /// <summary>Checks that every trial of the record has all its epochs, those that its digest was made of.</summary>
    public static async Task AssertWhole(ISweepStore store)
    {
        foreach (var row in await RowsOf(store))
        {
            var epochs = new List<EpochReport>();
            await foreach (var epoch in store.ReadEpochsAsync(Id, row.Index))
                epochs.Add(epoch.Epoch);
            Assert.Equal(CanonicalResult.Digest(epochs, row.Finished!.Result), row.Finished.Digest);
        }
    }

    /// <summary>The digest of what the record holds.</summary>
    public static async Task<string> DigestOf(ISweepStore store)
    {
        using var digest = new SweepDigest();
        foreach (var row in await RowsOf(store))
        {
            if (row.Finished is { } finished)
                digest.Append(row.Index, finished.Digest);
        }

        return digest.Current();
    }

    public static async Task<List<TrialRow>> RowsOf(ISweepStore store)
    {
        var rows = new List<TrialRow>();
        await foreach (var row in store.ReadTrialsAsync(Id))
            rows.Add(row);
        return rows;
    }

    public static async Task<List<TrialLease>> LeasesOf(ISweepStore store)
    {
        var leases = new List<TrialLease>();
        await foreach (var lease in store.ReadLeasesAsync(Id))
            leases.Add(lease);
        return leases;
    }

    public static async Task<List<int>> EpochsOf(ISweepStore store, long trial)
    {
        var epochs = new List<int>();
        await foreach (var row in store.ReadEpochsAsync(Id, trial))
            epochs.Add(row.Epoch.Epoch);
        return epochs;
    }

    public static async Task<SweepState> StateOf(ISweepStore store) => (await store.FindAsync(Id))!.State;
}
