using Orleans;
using Sweep.Core.Schedulers;
using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Grains.Running;
using Sweep.Grains.Telemetry;
using Sweep.Storage;

namespace Sweep.Grains;

/// <summary>
/// Gathers one sweep's telemetry. It holds one set of totals for each silo instance that ever finished a trial: what the
/// record says of that instance, until the instance itself reports more. Each trial is finished by one instance, so the
/// sum counts none twice. What a silo could not send, since it was lost or was never told that the record had taken its
/// result in, is found in the record once it has been missing for a while.
/// </summary>
public sealed class AggregatorGrain(ISweepStore store, PlanCache plans, TimeProvider time) : Grain, IAggregatorGrain
{
    // Silos send once a second.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, TelemetrySnapshot> _instances = new(StringComparer.Ordinal);
    private SweepPlan _plan = null!;
    private long _expected;
    private long _expectedSince;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken) => RebuildAsync(cancellationToken);

    /// <inheritdoc/>
    public Task MergeAsync(TelemetrySnapshot snapshot)
    {
        if (!_instances.TryGetValue(snapshot.Instance, out var known) || (snapshot.Sequence > known.Sequence && snapshot.Totals.Finished >= known.Totals.Finished))
            _instances[snapshot.Instance] = snapshot;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<SweepTotals> GetTotalsAsync()
    {
        var counted = _instances.Values.Sum(snapshot => snapshot.Totals.Finished);
        if (counted < _expected && time.GetElapsedTime(_expectedSince) >= Patience)
            await RebuildAsync(CancellationToken.None);
        if (counted >= _expected)
        {
            _expected = (await store.CountAsync(this.GetPrimaryKeyString())).Finished;
            _expectedSince = time.GetTimestamp();
        }

        return TotalsBuilder.Sum(
            _instances.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value.Totals),
            _plan.Spec.Objective);
    }

    // Trials finish while this reads. Of those that had by now everything is in the record, and nothing changes any more.
    private async Task RebuildAsync(CancellationToken cancellationToken)
    {
        var sweep = this.GetPrimaryKeyString();
        (_, _plan) = await plans.RefreshAsync(sweep);
        var finishedByNow = new IndexRangesBuilder();
        await foreach (var index in store.ReadFinishedIndicesAsync(sweep, cancellationToken))
            finishedByNow.Append(index);
        var whole = finishedByNow.Build();
        var builders = new Dictionary<string, TotalsBuilder>(StringComparer.Ordinal);
        await using var epochs = store.ReadEpochsAsync(sweep, cancellation: cancellationToken).GetAsyncEnumerator(cancellationToken);
        var more = await epochs.MoveNextAsync();
        await foreach (var row in store.ReadTrialsAsync(sweep, cancellation: cancellationToken))
        {
            var tally = new TrialTally();
            while (more && epochs.Current.Trial <= row.Index)
            {
                if (epochs.Current.Trial == row.Index)
                    tally.Add(epochs.Current.Epoch);
                more = await epochs.MoveNextAsync();
            }

            if (row.Finished is not { } finished || !whole.Contains(row.Index))
                continue;
            var instance = finished.Worker[..Math.Max(0, finished.Worker.LastIndexOf('/'))];
            if (!builders.TryGetValue(instance, out var builder))
                builders.Add(instance, builder = new(_plan));
            builder.Add(_plan.Trial(row.Index), finished.Result, tally);
        }

        foreach (var (instance, builder) in builders)
            _instances[instance] = new(instance, _instances.GetValueOrDefault(instance)?.Sequence ?? 0, builder.Build());
    }
}
