using System.Runtime.CompilerServices;
using Sweep.Core.Results;
using Sweep.GrainHost.Simulation;
using Sweep.Storage;

namespace Sweep.Simulation.Tests.Silos;

/// <summary>
/// The record as one silo sees it: asking takes time; it may be refused, or done without an answer. What was sent is done
/// even if the silo is killed meanwhile.
/// </summary>
internal sealed class FaultyStore(SimulatedCluster cluster, SimulatedSilo silo, RecordConditions conditions, ISweepStore inner) : ISweepStore
{
    public long StaleWritesRefused => inner.StaleWritesRefused;

    public Task<bool> CreateAsync(SweepRecord sweep, CancellationToken cancellation = default) => Ask("create", () => inner.CreateAsync(sweep, cancellation));

    public Task<SweepRecord?> FindAsync(string sweep, CancellationToken cancellation = default) => Ask("find", () => inner.FindAsync(sweep, cancellation));

    public Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellation = default) => Ask("list", () => inner.ListAsync(cancellation));

    public Task<bool> SetStateAsync(string sweep, SweepState state, DateTimeOffset at, CancellationToken cancellation = default)
        => Ask($"set {state}", () => inner.SetStateAsync(sweep, state, at, cancellation));

    public Task<Claim> ClaimAsync(string sweep, long trial, string owner, DateTimeOffset at, TimeSpan lease, CancellationToken cancellation = default)
        => Ask("claim", () => inner.ClaimAsync(sweep, trial, owner, at, lease, cancellation));

    public Task<bool> AppendEpochsAsync(string sweep, long trial, int attempt, IReadOnlyList<EpochReport> epochs, CancellationToken cancellation = default)
        => Ask("append", () => inner.AppendEpochsAsync(sweep, trial, attempt, epochs, cancellation));

    public Task<bool> FinishAsync(string sweep, long trial, int attempt, FinishedTrial finished, CancellationToken cancellation = default)
        => Ask("finish", () => inner.FinishAsync(sweep, trial, attempt, finished, cancellation));

    public Task<bool> SaveCheckpointAsync(string sweep, long trial, int attempt, TrialCheckpoint checkpoint, CancellationToken cancellation = default)
        => Ask("save checkpoint", () => inner.SaveCheckpointAsync(sweep, trial, attempt, checkpoint, cancellation));

    public Task<int> RenewLeasesAsync(string owner, TimeSpan lease, CancellationToken cancellation = default) => Ask("renew leases", () => inner.RenewLeasesAsync(owner, lease, cancellation));

    public Task<bool> ReleaseAsync(string sweep, long trial, int attempt, CancellationToken cancellation = default) => Ask("release", () => inner.ReleaseAsync(sweep, trial, attempt, cancellation));

    public Task<bool> RecordFailureAsync(string sweep, long trial, int attempt, AttemptFailure failure, CancellationToken cancellation = default)
        => Ask("record failure", () => inner.RecordFailureAsync(sweep, trial, attempt, failure, cancellation));

    public Task<TrialCounts> CountAsync(string sweep, CancellationToken cancellation = default) => Ask("count", () => inner.CountAsync(sweep, cancellation));

    public IAsyncEnumerable<long> ReadFinishedIndicesAsync(string sweep, CancellationToken cancellation = default)
        => Read("finished indices", () => inner.ReadFinishedIndicesAsync(sweep, cancellation), cancellation);

    public IAsyncEnumerable<TrialRow> ReadTrialsAsync(string sweep, long first = 0, CancellationToken cancellation = default)
        => Read("trials", () => inner.ReadTrialsAsync(sweep, first, cancellation), cancellation);

    public IAsyncEnumerable<EpochRow> ReadEpochsAsync(string sweep, long? trial = null, CancellationToken cancellation = default)
        => Read("epochs", () => inner.ReadEpochsAsync(sweep, trial, cancellation), cancellation);

    public IAsyncEnumerable<TrialLease> ReadLeasesAsync(string sweep, CancellationToken cancellation = default)
        => Read("leases", () => inner.ReadLeasesAsync(sweep, cancellation), cancellation);

    public IAsyncEnumerable<FailureRow> ReadFailuresAsync(string sweep, long? trial = null, CancellationToken cancellation = default)
        => Read("failures", () => inner.ReadFailuresAsync(sweep, trial, cancellation), cancellation);

    public Task RequestAsync(string sweep, SweepRequest request, DateTimeOffset at, CancellationToken cancellation = default)
        => Ask($"request {request}", () => inner.RequestAsync(sweep, request, at, cancellation));

    public Task<SweepRequest> ReadRequestAsync(string sweep, CancellationToken cancellation = default) => Ask("read request", () => inner.ReadRequestAsync(sweep, cancellation));

    public Task<int> RetryFailedAsync(string sweep, DateTimeOffset at, CancellationToken cancellation = default) => Ask("retry failed", () => inner.RetryFailedAsync(sweep, at, cancellation));

    public Task<bool> DeleteAsync(string sweep, CancellationToken cancellation = default) => Ask("delete", () => inner.DeleteAsync(sweep, cancellation));

    public Task ExtendAsync(string sweep, SweepRecord grown, string? from, IReadOnlyDictionary<long, long>? reuse, CancellationToken cancellation = default)
        => Ask("extend", () => inner.ExtendAsync(sweep, grown, from, reuse, cancellation));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<bool> Ask(string what, Func<Task> act) => Ask(what, async () =>
    {
        await act();
        return true;
    });

    private Task<T> Ask<T>(string what, Func<Task<T>> act)
    {
        var answer = new TaskCompletionSource<T>();
        var fate = conditions.Decide(silo);
        if (fate == RecordFate.Refused)
        {
            silo.After(conditions.Delay(), () => Fail("refuses"));
            return answer.Task;
        }

        cluster.After(conditions.Delay(), () =>
        {
            if (conditions.IsOut)
            {
                silo.After(conditions.Delay(), () => Fail("is out when it comes to"));
                return;
            }

            var task = act();
            silo.After(conditions.Delay(), () =>
            {
                if (fate == RecordFate.AnswerLost)
                    Fail("has done, but does not answer,");
                else if (task.IsCompletedSuccessfully)
                    answer.TrySetResult(task.Result);
                else if (task.Exception is { } faults)
                    answer.TrySetException(faults.InnerExceptions);
                else
                    answer.TrySetCanceled();
            });
        });
        return answer.Task;

        void Fail(string how)
        {
            cluster.Trace.Write($"{silo.Name} FAULT the record {how} '{what}'");
            answer.TrySetException(new StoreException("the record does not answer"));
        }
    }

    private async IAsyncEnumerable<T> Read<T>(string what, Func<IAsyncEnumerable<T>> open, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = await Ask(what, async () =>
        {
            var all = new List<T>();
            await foreach (var row in open())
                all.Add(row);
            return all;
        });
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return row;
        }
    }
}
