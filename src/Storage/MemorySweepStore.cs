using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sweep.Core.Results;
using Sweep.Storage.Memory;

namespace Sweep.Storage;

/// <summary>
/// The record in memory, for tests and simulations. Every task is complete when it is returned, so nothing leaves the
/// caller's thread and order is the order of calls.
/// </summary>
public sealed partial class MemorySweepStore : ISweepStore
{
    private readonly Lock _gate = new();
    private readonly StoreAccounting _accounting;
    private readonly Dictionary<string, MemorySweep> _sweeps = new(StringComparer.Ordinal);

    private readonly TimeProvider _time;
    private int _created;

    /// <summary>An empty record.</summary>
    /// <param name="time">The clock that leases run by; the system's unless another is given.</param>
    /// <param name="logger">Takes refused writes.</param>
    public MemorySweepStore(TimeProvider? time = null, ILogger? logger = null)
    {
        _time = time ?? TimeProvider.System;
        _accounting = new StoreAccounting(logger ?? NullLogger.Instance);
    }

    /// <summary>What the store did.</summary>
    public StoreStatistics Statistics => _accounting.Statistics;

    /// <inheritdoc/>
    public long StaleWritesRefused => Statistics.StaleWritesRefused;

    /// <inheritdoc/>
    public Task<bool> CreateAsync(SweepRecord sweep, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep);
        return Locked(() => _sweeps.TryAdd(sweep.Id, new MemorySweep(_created++, sweep)), cancellation);
    }

    /// <inheritdoc/>
    public Task<SweepRecord?> FindAsync(string sweep, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return Locked(() => _sweeps.GetValueOrDefault(sweep)?.Record, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellation = default) => Locked<IReadOnlyList<SweepSummary>>(
        () =>
        [
            .. _sweeps.Values
                .OrderByDescending(s => s.Record.Created)
                .ThenByDescending(s => s.Order)
                .Select(s => new SweepSummary(s.Record, s.Count())),
        ],
        cancellation);

    /// <inheritdoc/>
    public Task<bool> SetStateAsync(string sweep, SweepState state, DateTimeOffset at, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        StoreGuard.Check(state);
        return Locked(() => Sweep(sweep).SetState(state, at), cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> AppendEpochsAsync(string sweep, long trial, int attempt, IReadOnlyList<EpochReport> epochs, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        StoreGuard.Check(epochs);
        return Locked(
            () => _accounting.Epochs(Sweep(sweep).Append(trial, attempt, epochs), sweep, trial, attempt, epochs.Count),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> FinishAsync(string sweep, long trial, int attempt, FinishedTrial finished, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, trial);
        StoreGuard.Check(finished);
        return Locked(
            () => _accounting.Accepted(Sweep(sweep).Finish(trial, attempt, finished), "the result", sweep, trial, attempt),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<TrialCounts> CountAsync(string sweep, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return Locked(() => Sweep(sweep).Count(), cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<long> ReadFinishedIndicesAsync(string sweep, CancellationToken cancellation = default)
        => Snapshot(sweep, s => s.Trials().Where(t => t.Finished is not null).Select(t => t.Index), cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<TrialRow> ReadTrialsAsync(string sweep, long first = 0, CancellationToken cancellation = default)
        => Snapshot(sweep, s => s.Trials().Where(t => t.Index >= first), cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<EpochRow> ReadEpochsAsync(string sweep, long? trial = null, CancellationToken cancellation = default)
        => Snapshot(sweep, s => s.Epochs(trial), cancellation);

    /// <summary>Does nothing: there is nothing to close.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private MemorySweep Sweep(string id) => _sweeps.GetValueOrDefault(id) ?? throw StoreGuard.UnknownSweep(id);

    private Task<T> Locked<T>(Func<T> body, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellation);
        try
        {
            lock (_gate)
                return Task.FromResult(body());
        }
        catch (StoreException exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    private async IAsyncEnumerable<T> Snapshot<T>(string sweep, Func<MemorySweep, IEnumerable<T>> rows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        var snapshot = await Locked(() => rows(Sweep(sweep)).ToList(), cancellation).ConfigureAwait(false);
        foreach (var row in snapshot)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return row;
        }
    }
}
