using Sweep.Core.Results;
using Sweep.GrainHost.Simulation;
using Sweep.Grains.Contracts;
using Sweep.Grains.Telemetry;
using Sweep.Storage;

namespace Sweep.Simulation.Tests.Running;

/// <summary>What must hold once the sweep has ended.</summary>
internal sealed class FinalChecks(SimulatedCluster cluster, SimulatedSweep sweep, AuditingStore store, Action<string> violated)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public void Run()
    {
        var rows = ToList(store.ReadTrialsAsync(SimulatedSweep.Id));
        using var digest = new SweepDigest();
        var totals = new TotalsBuilder(sweep.Plan);
        if (rows.Count != sweep.Plan.Trials)
            violated($"the record has {rows.Count} of {sweep.Plan.Trials} trials");
        foreach (var row in rows)
        {
            if (store.ResultsOf(row.Index) != 1)
                violated($"trial {row.Index} has {store.ResultsOf(row.Index)} accepted results");
            if (row.Finished is not { } finished)
            {
                violated($"trial {row.Index} has no result in the record");
                continue;
            }

            Check(row.Index, finished, totals);
            digest.Append(row.Index, finished.Digest);
        }

        if (digest.Current() != sweep.Digest)
            violated($"the sweep's digest is {digest.Current()} and should be {sweep.Digest}");
        CheckAggregator(totals.Build());
    }

    private void Check(long trial, FinishedTrial finished, TotalsBuilder totals)
    {
        var epochs = ToList(store.ReadEpochsAsync(SimulatedSweep.Id, trial)).ConvertAll(row => row.Epoch);
        if (CanonicalResult.Digest(epochs, finished.Result) != finished.Digest)
            violated($"the epochs of trial {trial} in the record are not those of its digest: {string.Join(", ", epochs.Select(epoch => epoch.Epoch))}");
        if (sweep.TrainingOf(trial).Digest != finished.Digest)
            violated($"trial {trial} is {finished.Result.Outcome}, which differs from the undisturbed one: {finished.Result.Detail}");
        var gradients = new GradientSums();
        foreach (var epoch in epochs)
            gradients.Add(epoch);
        totals.Add(sweep.Plan.Trial(trial), finished.Result, gradients);
    }

    private void CheckAggregator(SweepTotals expected)
    {
        var end = cluster.Now + Patience;
        var last = "nothing";
        while (cluster.Now < end)
        {
            var call = cluster.Silos.First().Grains.GetGrain<IAggregatorGrain>(SimulatedSweep.Id).GetTotalsAsync();
            cluster.RunUntil(() => call.IsCompleted, end);
            if (call.IsCompletedSuccessfully)
            {
                if (Same(call.Result, expected))
                    return;
                last = call.Result.ToString();
            }

            var next = cluster.Now + TimeSpan.FromSeconds(5);
            cluster.RunUntil(() => cluster.Now >= next, end);
        }

        violated($"the aggregator says {last}, and the record {expected}");
    }

    private static bool Same(SweepTotals one, SweepTotals other)
        => (one with { Gradients = [], Leaders = [], Levels = [] }) == (other with { Gradients = [], Leaders = [], Levels = [] })
            && one.Gradients.SequenceEqual(other.Gradients)
            && one.Leaders.SequenceEqual(other.Leaders)
            && one.Levels.SequenceEqual(other.Levels.OrderBy(level => level.Factor, StringComparer.Ordinal).ThenBy(level => level.Level, StringComparer.Ordinal));

    private static List<T> ToList<T>(IAsyncEnumerable<T> rows) => rows.ToListAsync().AsTask().GetAwaiter().GetResult();
}
