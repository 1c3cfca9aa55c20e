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

    /// <summary>Checks everything.</summary>
    /// <param name="quiet">Whether nothing went wrong, so that the aggregator has nothing to make up for.</param>
    public void Run(bool quiet)
    {
        // What another silo ran while the sweep was cancelled may end a little later.
        var isWhole = store.State == SweepState.Finished;
        if (!isWhole)
            CheckRest();
        var rows = ToList(store.ReadTrialsAsync(SimulatedSweep.Id));
        using var digest = new SweepDigest();
        var totals = new TotalsBuilder(sweep.Plan);
        if (rows.Count != sweep.Plan.Trials && isWhole)
            violated($"the record has {rows.Count} of {sweep.Plan.Trials} trials");
        foreach (var row in rows)
        {
            if (store.ResultsOf(row.Index) != (isWhole || row.Finished is not null ? 1 : 0))
                violated($"trial {row.Index} has {store.ResultsOf(row.Index)} accepted results");
            if (row.Finished is not { } finished)
                continue;
            Check(row.Index, finished, totals, isWhole);
            digest.Append(row.Index, finished.Digest);
        }

        if (isWhole && digest.Current() != sweep.Digest)
            violated($"the sweep's digest is {digest.Current()} and should be {sweep.Digest}");
        CheckAggregator(totals.Build(), quiet);
    }

    private void Check(long trial, FinishedTrial finished, TotalsBuilder totals, bool isWhole)
    {
        var epochs = ToList(store.ReadEpochsAsync(SimulatedSweep.Id, trial)).ConvertAll(row => row.Epoch);
        if (CanonicalResult.Digest(epochs, finished.Result) != finished.Digest)
            violated($"the epochs of trial {trial} in the record are not those of its digest: {string.Join(", ", epochs.Select(epoch => epoch.Epoch))}");
        var isStopped = finished.Result is { Outcome: TrialOutcome.Stopped, Detail: StopReason.User };
        if (sweep.TrainingOf(trial).Digest != finished.Digest && (isWhole || !isStopped))
            violated($"trial {trial} is {finished.Result.Outcome}, which differs from the undisturbed one: {finished.Result.Detail}");
        var tally = new TrialTally();
        foreach (var epoch in epochs)
            tally.Add(epoch);
        totals.Add(sweep.Plan.Trial(trial), finished.Result, tally);
    }

    // Silos send once a second. What was lost on the way the aggregator finds in the record after a while.
    private void CheckAggregator(SweepTotals expected, bool quiet)
    {
        var end = cluster.Now + Patience;
        var last = "nothing";
        do
        {
            Pass(TimeSpan.FromSeconds(3));
            var call = cluster.Silos.First().Grains.GetGrain<IAggregatorGrain>(SimulatedSweep.Id).GetTotalsAsync();
            cluster.RunUntil(() => call.IsCompleted, end);
            if (call.IsCompletedSuccessfully && Same(call.Result, expected))
                return;
            last = call.IsCompletedSuccessfully ? call.Result.ToString() : call.Exception?.Message ?? last;
        }
        while (cluster.Now < end && !quiet);
        violated($"the aggregator says {last}, and the record {expected}");
    }

    // Whatever was begun before the end was heard of is given back.
    private void CheckRest()
    {
        Pass(TimeSpan.FromMinutes(2));
        foreach (var lease in ToList(store.ReadLeasesAsync(SimulatedSweep.Id)).Where(lease => lease.Live))
            violated($"trial {lease.Index} of the cancelled sweep is held by {lease.Owner} still");
    }

    private void Pass(TimeSpan span)
    {
        var end = cluster.Now + span;
        cluster.RunUntil(() => cluster.Now >= end, end + span);
    }

    private static bool Same(SweepTotals one, SweepTotals other)
        => (one with { Gradients = [], Leaders = [], Levels = [] }) == (other with { Gradients = [], Leaders = [], Levels = [] })
            && one.Gradients.SequenceEqual(other.Gradients)
            && one.Leaders.SequenceEqual(other.Leaders)
            && one.Levels.SequenceEqual(other.Levels.OrderBy(level => level.Factor, StringComparer.Ordinal).ThenBy(level => level.Level, StringComparer.Ordinal));

    private static List<T> ToList<T>(IAsyncEnumerable<T> rows) => rows.ToListAsync().AsTask().GetAwaiter().GetResult();
}
