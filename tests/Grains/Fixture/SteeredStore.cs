using System.Collections.Concurrent;
using Sweep.Core.Results;
using Sweep.Storage;

namespace Sweep.Grains.Tests.Fixture;

/// <summary>A record whose writes the test can hold up or let fail, and whose states it can wait for.</summary>
internal sealed class SteeredStore(ISweepStore inner) : ISweepStore
{
    private int _readsRefused;
    private int _renewals;
    private readonly ConcurrentDictionary<SweepState, TaskCompletionSource> _states = [];
    private readonly ConcurrentDictionary<(long Trial, int Epochs), TaskCompletionSource> _saved = [];

    /// <summary>Called before each write; may wait or throw. The name is the method's; the trial is −1 where there is none.</summary>
    public Func<string, long, Task> BeforeWrite { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called before each checkpoint is written; may wait or throw.</summary>
    public Func<long, TrialCheckpoint, Task> BeforeCheckpoint { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called before each look at what is asked; may throw.</summary>
    public Action<string> BeforeRead { get; set; } = _ => { };

    /// <summary>Renewals of leases, each of all that one silo has.</summary>
    public int Renewals => Volatile.Read(ref _renewals);

    /// <summary>Looks that <see cref="BeforeRead"/> let fail.</summary>
    public int ReadsRefused => Volatile.Read(ref _readsRefused);

    public long StaleWritesRefused => inner.StaleWritesRefused;

    /// <summary>Makes every write of these methods fail as a full disk does, until it is called with none.</summary>
    public void FillUp(params string[] methods)
        => BeforeWrite = (method, _) => methods.Contains(method) ? Task.FromException(new StoreException("the disk is full")) : Task.CompletedTask;

    /// <summary>The sweep comes into a state, counted from when this is called.</summary>
    public Task NextState(SweepState state)
        => Waits.Within((_states[state] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task, $"the record to say {state}");

    /// <summary>A checkpoint of a trial with at least so many epochs behind it was saved.</summary>
    public Task WhenSaved(long trial, int epochs) => Waits.Within(Saved(trial, epochs).Task, $"trial {trial} to be saved behind epoch {epochs}");

    public Task<bool> CreateAsync(SweepRecord sweep, CancellationToken cancellation = default) => inner.CreateAsync(sweep, cancellation);

    public Task<SweepRecord?> FindAsync(string sweep, CancellationToken cancellation = default) => inner.FindAsync(sweep, cancellation);

    public Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellation = default) => inner.ListAsync(cancellation);

    public async Task<bool> SetStateAsync(string sweep, SweepState state, DateTimeOffset at, CancellationToken cancellation = default)
    {
        await BeforeWrite(nameof(SetStateAsync), -1);
        var accepted = await inner.SetStateAsync(sweep, state, at, cancellation);
        if (_states.TryGetValue(state, out var awaited))
            awaited.TrySetResult();
        return accepted;
    }

    public async Task<Claim> ClaimAsync(string sweep, long trial, string owner, DateTimeOffset at, TimeSpan lease, CancellationToken cancellation = default)
    {
        await BeforeWrite(nameof(ClaimAsync), trial);
        return await inner.ClaimAsync(sweep, trial, owner, at, lease, cancellation);
    }

    public async Task<bool> SaveCheckpointAsync(string sweep, long trial, int attempt, TrialCheckpoint checkpoint, CancellationToken cancellation = default)
    {
        await BeforeWrite(nameof(SaveCheckpointAsync), trial);
        await BeforeCheckpoint(trial, checkpoint);
        var saved = await inner.SaveCheckpointAsync(sweep, trial, attempt, checkpoint, cancellation);
        for (var epoch = 1; saved && epoch <= checkpoint.Epochs; epoch++)
            Saved(trial, epoch).TrySetResult();
        return saved;
    }

    public async Task<int> RenewLeasesAsync(string owner, TimeSpan lease, CancellationToken cancellation = default)
    {
        await BeforeWrite(nameof(RenewLeasesAsync), -1);
        Interlocked.Increment(ref _renewals);
        return await inner.RenewLeasesAsync(owner, lease, cancellation);
    }

    public async Task<bool> ReleaseAsync(string sweep, long trial, int attempt, CancellationToken cancellation = default)
    {
        await BeforeWrite(nameof(ReleaseAsync), trial);
        return await inner.ReleaseAsync(sweep, trial, attempt, cancellation);
    }

    public async Task<bool> RecordFailureAsync(string sweep, long trial, int attempt, AttemptFailure failure, CancellationToken cancellation = default)
    {
        await BeforeWrite(nameof(RecordFailureAsync), trial);
        return await inner.RecordFailureAsync(sweep, trial, attempt, failure, cancellation);
    }

    public async Task RequestAsync(string sweep, SweepRequest request, DateTimeOffset at, CancellationToken cancellation = default)
    {
        await BeforeWrite(nameof(RequestAsync), -1);
        await inner.RequestAsync(sweep, request, at, cancellation);
    }

    public async Task<int> RetryFailedAsync(string sweep, DateTimeOffset at, CancellationToken cancellation = default)
    {
        await BeforeWrite(nameof(RetryFailedAsync), -1);
        return await inner.RetryFailedAsync(sweep, at, cancellation);
    }

    public async Task<bool> DeleteAsync(string sweep, CancellationToken cancellation = default)
    {
        await BeforeWrite(nameof(DeleteAsync), -1);
        return await inner.DeleteAsync(sweep, cancellation);
    }

    public async Task ExtendAsync(string sweep, SweepRecord grown, string? from, IReadOnlyDictionary<long, long>? reuse, CancellationToken cancellation = default)
    {
        await BeforeWrite(nameof(ExtendAsync), -1);
        await inner.ExtendAsync(sweep, grown, from, reuse, cancellation);
    }

    public async Task<SweepRequest> ReadRequestAsync(string sweep, CancellationToken cancellation = default)
    {
        Read(nameof(ReadRequestAsync));
        return await inner.ReadRequestAsync(sweep, cancellation);
    }

    public IAsyncEnumerable<TrialLease> ReadLeasesAsync(string sweep, CancellationToken cancellation = default) => inner.ReadLeasesAsync(sweep, cancellation);

    public IAsyncEnumerable<FailureRow> ReadFailuresAsync(string sweep, long? trial = null, CancellationToken cancellation = default) => inner.ReadFailuresAsync(sweep, trial, cancellation);

    public async Task<bool> AppendEpochsAsync(string sweep, long trial, int attempt, IReadOnlyList<EpochReport> epochs, CancellationToken cancellation = default)
    {
        await BeforeWrite(nameof(AppendEpochsAsync), trial);
        return await inner.AppendEpochsAsync(sweep, trial, attempt, epochs, cancellation);
    }

    public async Task<bool> FinishAsync(string sweep, long trial, int attempt, FinishedTrial finished, CancellationToken cancellation = default)
    {
        await BeforeWrite(nameof(FinishAsync), trial);
        return await inner.FinishAsync(sweep, trial, attempt, finished, cancellation);
    }

    public Task<TrialCounts> CountAsync(string sweep, CancellationToken cancellation = default) => inner.CountAsync(sweep, cancellation);

    public IAsyncEnumerable<long> ReadFinishedIndicesAsync(string sweep, CancellationToken cancellation = default) => inner.ReadFinishedIndicesAsync(sweep, cancellation);

    public IAsyncEnumerable<TrialRow> ReadTrialsAsync(string sweep, long first = 0, CancellationToken cancellation = default) => inner.ReadTrialsAsync(sweep, first, cancellation);

    public IAsyncEnumerable<EpochRow> ReadEpochsAsync(string sweep, long? trial = null, CancellationToken cancellation = default) => inner.ReadEpochsAsync(sweep, trial, cancellation);

    private void Read(string method)
    {
        try
        {
            BeforeRead(method);
        }
        catch (StoreException)
        {
            Interlocked.Increment(ref _readsRefused);
            throw;
        }
    }

    private TaskCompletionSource Saved(long trial, int epochs)
        => _saved.GetOrAdd((trial, epochs), _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
