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
            entry.Open[trial.Trial.Index] = new();
    }

    /// <inheritdoc/>
    public void EpochsAccepted(TrialContext trial, IReadOnlyList<EpochReport> epochs)
    {
        var entry = EntryFor(trial);
        lock (entry)
        {
            if (!entry.Open.TryGetValue(trial.Trial.Index, out var gradients))
                return;
            foreach (var epoch in epochs)
                gradients.Add(epoch);
        }
    }

    /// <inheritdoc/>
    public void TrialFinished(TrialContext trial, TrialResult result, double seconds)
    {
        var entry = EntryFor(trial);
        lock (entry)
        {
            entry.Open.Remove(trial.Trial.Index, out var gradients);
            entry.Totals.Add(trial.Trial, result, gradients ?? new());
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

    /// <summary>Sends each sweep's totals that have changed since the last time, one call a sweep.</summary>
    public async Task FlushAsync(IGrainFactory grains)
    {
        foreach (var (sweep, entry) in _sweeps.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            TelemetrySnapshot snapshot;
            lock (entry)
            {
                if (!entry.Changed)
                    continue;
                entry.Changed = false;
                snapshot = new(instance.Name, ++entry.Sequence, entry.Totals.Build());
            }

            await grains.GetGrain<IAggregatorGrain>(sweep).MergeAsync(snapshot);
        }
    }

    private Entry EntryFor(TrialContext trial)
        => _sweeps.GetOrAdd(trial.Sweep, static (_, plan) => new(new(plan)), trial.Plan);

    private sealed class Entry(TotalsBuilder totals)
    {
        // What the epochs of trials without a result add up to; it counts once the trial is finished.
        public Dictionary<long, GradientSums> Open { get; } = [];

        public TotalsBuilder Totals { get; } = totals;

        public long Sequence { get; set; }

        public bool Changed { get; set; }
    }
}
