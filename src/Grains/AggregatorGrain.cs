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
/// result in, is found in the record once it has been missing for a while. What a retry withdrew is counted by nobody: a
/// later attempt's result takes the place of an earlier one's, and where there is none yet, more results than the record has
/// tell that some were withdrawn, and the record tells which.
/// </summary>
public sealed class AggregatorGrain(ISweepStore store, PlanCache plans, TimeProvider time) : Grain, IAggregatorGrain
{
    // Silos send once a second.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, TelemetrySnapshot> _instances = new(StringComparer.Ordinal);
    private readonly HashSet<(long Trial, int Attempt)> _withdrawn = [];
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
        var counted = Counted();
        if (counted >= _expected || time.GetElapsedTime(_expectedSince) >= Patience)
        {
            var recorded = (await store.CountAsync(this.GetPrimaryKeyString())).Finished;

            if (counted < Math.Min(_expected, recorded))
                await RebuildAsync(CancellationToken.None);

            // A result is in the record before anybody counts it, so a retry has withdrawn some, or they came meanwhile.
            if (Counted() > recorded)
                await FindWithdrawnAsync();
            (_expected, _expectedSince) = (recorded, time.GetTimestamp());
        }

        return TotalsBuilder.Sum(
            _instances.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value.Totals).Concat(Loose().Select(result => result.Totals)),
            _plan.Spec.Objective);
    }

    private long Counted() => _instances.Values.Sum(snapshot => snapshot.Totals.Finished) + Loose().Count();

    // Of each trial the newest attempt's alone, by index, so that the order of arrival does not show.
    private IEnumerable<LooseResult> Loose()
        => _instances.Values
            .SelectMany(snapshot => snapshot.Loose.IsDefault ? [] : snapshot.Loose)
            .Where(result => !_withdrawn.Contains((result.Trial, result.Attempt)))
            .GroupBy(result => result.Trial)
            .Select(results => results.MaxBy(result => result.Attempt)!)
            .OrderBy(result => result.Trial);

    // Their silos may never hear of it: the trials may run elsewhere now.
    private async Task FindWithdrawnAsync()
    {
        foreach (var result in Loose().ToList())
        {
            await using var rows = store.ReadTrialsAsync(this.GetPrimaryKeyString(), result.Trial).GetAsyncEnumerator();
            if (!await rows.MoveNextAsync() || rows.Current is not { Finished: not null } row || row.Index != result.Trial || row.Attempt != result.Attempt)
                _withdrawn.Add((result.Trial, result.Attempt));
        }
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
        var builders = new Dictionary<string, InstanceTotals>(StringComparer.Ordinal);
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
            builder.Add(_plan.Trial(row.Index), row.Attempt, finished.Result, tally);
        }

        // A trial that was stopped, withdrawn and stopped again before it ran has the same attempt as before.
        _withdrawn.Clear();
        foreach (var (instance, builder) in builders)
            _instances[instance] = builder.Build(instance, _instances.GetValueOrDefault(instance)?.Sequence ?? 0);
    }
}
