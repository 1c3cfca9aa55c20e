using System.Runtime.CompilerServices;
using Sweep.Core.Results;
using Sweep.Storage;

namespace Sweep.Reporting.Tests;

/// <summary>A record in memory that can be read alone.</summary>
internal sealed class FakeStore : ISweepStore
{
    public const string Id = "s1";

    private readonly SortedDictionary<long, (TrialRow Row, IReadOnlyList<EpochReport> Epochs)> _trials = [];

    /// <summary>Trials whose epochs are read and whose rows are not.</summary>
    public HashSet<long> Unlisted { get; } = [];

    public long StaleWritesRefused => 0;

    public static SweepRecord Record(long trials) => new(
        Id, "fake", "name: fake\n", new('0', 64), "/", trials, SweepState.Finished,
        new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), new(2026, 1, 2, 4, 0, 0, TimeSpan.Zero), "0.1.0");

    public void Add(long index, TrialResult? result, params EpochReport[] epochs)
    {
        var started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddSeconds(index);
        var finished = result is null ? null : new FinishedTrial(result, CanonicalResult.Digest(epochs, result), started, 1.5, "host/0");
        _trials[index] = (new(index, 1, "host", started, finished), epochs);
    }

    public async IAsyncEnumerable<TrialRow> ReadTrialsAsync(
        string sweep, long first = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        foreach (var (index, trial) in _trials)
        {
            cancellation.ThrowIfCancellationRequested();
            if (index >= first && !Unlisted.Contains(index))
                yield return trial.Row;
        }
    }

    public async IAsyncEnumerable<EpochRow> ReadEpochsAsync(
        string sweep, long? trial = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        foreach (var (index, (_, epochs)) in _trials)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var epoch in epochs)
            {
                if (trial is null || trial == index)
                    yield return new(index, epoch);
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<bool> CreateAsync(SweepRecord sweep, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<SweepRecord?> FindAsync(string sweep, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task SetStateAsync(string sweep, SweepState state, DateTimeOffset at, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<Claim> ClaimAsync(string sweep, long trial, string owner, DateTimeOffset at, TimeSpan lease, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<bool> AppendEpochsAsync(string sweep, long trial, int attempt, IReadOnlyList<EpochReport> epochs, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<bool> FinishAsync(string sweep, long trial, int attempt, FinishedTrial finished, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<TrialCounts> CountAsync(string sweep, CancellationToken cancellation = default) => throw new NotSupportedException();

    public IAsyncEnumerable<long> ReadFinishedIndicesAsync(string sweep, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<bool> SaveCheckpointAsync(string sweep, long trial, int attempt, TrialCheckpoint checkpoint, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<int> RenewLeasesAsync(string owner, TimeSpan lease, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<bool> ReleaseAsync(string sweep, long trial, int attempt, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<bool> RecordFailureAsync(string sweep, long trial, int attempt, AttemptFailure failure, CancellationToken cancellation = default) => throw new NotSupportedException();

    public IAsyncEnumerable<TrialLease> ReadLeasesAsync(string sweep, CancellationToken cancellation = default) => throw new NotSupportedException();

    public IAsyncEnumerable<FailureRow> ReadFailuresAsync(string sweep, long? trial = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task RequestAsync(string sweep, SweepRequest request, DateTimeOffset at, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<SweepRequest> ReadRequestAsync(string sweep, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<int> RetryFailedAsync(string sweep, DateTimeOffset at, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<bool> DeleteAsync(string sweep, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task ExtendAsync(string sweep, SweepRecord grown, string? from, IReadOnlyDictionary<long, long>? reuse, CancellationToken cancellation = default) => throw new NotSupportedException();
}
