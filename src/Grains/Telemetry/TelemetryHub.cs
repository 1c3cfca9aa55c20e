using System.Collections.Concurrent;
using Orleans;
using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Running;

namespace Sweep.Grains.Telemetry;

/// <summary>Adds up the telemetry of all trials of this silo, by sweep, and sends the totals to the sweeps' aggregators.</summary>
public sealed class TelemetryHub(SiloInstance instance) : ITrialTelemetry
{
    private readonly ConcurrentDictionary<string, Entry> _sweeps = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void AttemptStarted(TrialContext trial, int attempt)
    {
        var entry = EntryFor(trial);
        lock (entry)
        {
            entry.Open[trial.Trial.Index] = (attempt, new());
            entry.Changed |= entry.Totals.Withdraw(trial.Trial.Index);
        }
    }

    /// <inheritdoc/>
    public void AttemptResumed(TrialContext trial, int attempt, IReadOnlyList<EpochReport> recorded)
    {
        var entry = EntryFor(trial);
        lock (entry)
            entry.Open[trial.Trial.Index] = (attempt, new());
        EpochsAccepted(trial, recorded);
    }

    /// <inheritdoc/>
    public void EpochsAccepted(TrialContext trial, IReadOnlyList<EpochReport> epochs)
    {
        var entry = EntryFor(trial);
        lock (entry)
        {
            if (!entry.Open.TryGetValue(trial.Trial.Index, out var open))
                return;

            // Epochs that come twice are the same ones, to the bit.
            foreach (var epoch in epochs.Where(epoch => epoch.Epoch > open.Tally.Epochs))
                open.Tally.Add(epoch);
        }
    }

    /// <inheritdoc/>
    public void CheckpointSaved(TrialContext trial, int bytes, double seconds)
    {
    }

    /// <inheritdoc/>
    public void TrialFinished(TrialContext trial, TrialResult result, double seconds)
    {
        var entry = EntryFor(trial);
        lock (entry)
        {
            var (attempt, tally) = entry.Open.Remove(trial.Trial.Index, out var open) ? open : (0, new());
            entry.Totals.Add(trial.Trial, attempt, result, tally);
            entry.Changed = true;
        }
    }

    /// <inheritdoc/>
    public void AttemptReleased(TrialContext trial)
    {
        var entry = EntryFor(trial);
        lock (entry)
            entry.Open.Remove(trial.Trial.Index);
    }

    /// <summary>Sends each sweep's totals that have changed since they were last taken in, one call a sweep.</summary>
    /// <exception cref="AggregateException">Some aggregators could not be reached; the next time sends them theirs again.</exception>
    public async Task FlushAsync(IGrainFactory grains)
    {
        var failures = new List<Exception>();
        foreach (var (sweep, entry) in _sweeps.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            TelemetrySnapshot snapshot;
            lock (entry)
            {
                if (!entry.Changed)
                    continue;
                entry.Changed = false;
                snapshot = entry.Totals.Build(instance.Name, ++entry.Sequence);
            }

            try
            {
                await grains.GetGrain<IAggregatorGrain>(sweep).MergeAsync(snapshot);
            }
#pragma warning disable CA1031 // One sweep's aggregator must not keep the others from theirs; the caller is told of all.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                lock (entry)
                    entry.Changed = true;
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException("totals could not be sent to their aggregators", failures);
    }

    private Entry EntryFor(TrialContext trial)
        => _sweeps.GetOrAdd(trial.Sweep, static (_, plan) => new(new(plan)), trial.Plan);

    private sealed class Entry(InstanceTotals totals)
    {
        // What the epochs of trials without a result add up to; it counts once the trial is finished.
        public Dictionary<long, (int Attempt, TrialTally Tally)> Open { get; } = [];

        public InstanceTotals Totals { get; } = totals;

        public long Sequence { get; set; }

        public bool Changed { get; set; }
    }
}
