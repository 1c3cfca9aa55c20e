using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Sweep.Storage.Postgres;

/// <summary>
/// Sends writes to the server in the order in which they come. All that wait go into one transaction of two round trips: the
/// first makes the writes and brings their verdicts, the second changes the counts, writes number and verdicts down in the
/// lane's row and commits. A connection that is lost in the first has committed nothing; one that is lost in the second has
/// left the answer in that row, where the next connection finds it. So each write happens once, and its verdict is the right
/// one, however often it is sent.
/// </summary>
internal sealed partial class WriteLane : IAsyncDisposable
{
    private const int Waiting = 8192;
    private const int GroupLimit = 1024;
    private const int WeightLimit = 16 * 1024 * 1024;
    private const int Stripes = 16;

    private readonly Channel<PostgresWrite> _queue = Channel.CreateBounded<PostgresWrite>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private readonly string _lane = Guid.NewGuid().ToString("N");
    private readonly short _stripe;
    private readonly PostgresConnections _connections;
    private readonly Patience _patience;
    private readonly StoreStatistics _statistics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _work;
    private PostgresWrite? _carried;
    private LaneSession? _session;
    private long _sequence;
    private List<PostgresWrite>? _inDoubt;
    private long? _troubleSince;
    private StoreException? _fault;

    public WriteLane(PostgresConnections connections, Patience patience, StoreStatistics statistics, TimeProvider time, ILogger logger)
    {
        (_connections, _patience, _statistics, _time, _logger) = (connections, patience, statistics, time, logger);
        _stripe = (short)(Convert.ToInt32(_lane[..2], 16) % Stripes);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>Queues a write; the task completes when it is on disk.</summary>
    public async Task WriteAsync(PostgresWrite write, CancellationToken cancellation)
    {
        try
        {
            await _queue.Writer.WriteAsync(write, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException closed)
        {
            throw new ObjectDisposedException("The record is closed.", closed);
        }

        await write.Done.ConfigureAwait(false);
    }

    /// <summary>Completes the writes that wait and ends the session.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _work.ConfigureAwait(false);
    }

    private async Task WorkAsync()
    {
        while (_carried is not null || await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var group = Take();
            if (group.Count > 0)
                await SettleAsync(group).ConfigureAwait(false);
        }

        await LeaveAsync().ConfigureAwait(false);
    }

    /// <summary>What goes into the next transaction: one write that needs its own, or many writes to trials.</summary>
    private List<PostgresWrite> Take()
    {
        var group = new List<PostgresWrite>();
        for (var weight = 0L; group.Count < GroupLimit && weight < WeightLimit;)
        {
            var write = _carried;
            _carried = null;
            if (write is null && !_queue.Reader.TryRead(out write))
                break;
            if (write.TryWithdraw())
                continue;
            if (group.Count > 0 && (write is SoloWrite || group[0] is SoloWrite))
            {
                _carried = write;
                break;
            }

            group.Add(write);
            weight += write.Weight;
        }

        return group;
    }

    /// <summary>Commits a group. One that cannot be committed is halved until the write at fault fails alone.</summary>
    private async Task SettleAsync(List<PostgresWrite> group)
    {
        Exception? error = _fault is { } fault ? new StoreException(fault.Message, fault) : null;
        for (var failures = 1; error is null; failures++)
        {
            // While its commit is in doubt a write may have been kept, and can no longer be withdrawn.
            if (_inDoubt != group)
                group.RemoveAll(w => w.TryWithdraw());
            if (group.Count == 0)
                return;
            try
            {
                if (await TryCommitAsync(group).ConfigureAwait(false))
                {
                    _troubleSince = null;
                    return;
                }
            }
            catch (Exception exception)
            {
                await RecoverAsync(exception).ConfigureAwait(false);
                if (!PostgresErrors.IsTransient(exception))
                    error = exception;
                else if (_patience.IsOver(_troubleSince ??= _patience.Timestamp()))
                    error = PostgresErrors.GivenUp(exception, _connections.Address, Patience.Limit, _inDoubt == group);
                else
                    await _patience.PauseAsync(exception, failures, CancellationToken.None).ConfigureAwait(false);
            }
        }

        if (error is StoreException || group.Count == 1 || _inDoubt == group || PostgresErrors.ConcernsAll(error))
        {
            Fail(group, error is Npgsql.NpgsqlException ? PostgresErrors.Explain(error, _connections.Address, _inDoubt == group) : error);
            return;
        }

        var half = group.Count / 2;
        await SettleAsync(group[..half]).ConfigureAwait(false);
        await SettleAsync(group[half..]).ConfigureAwait(false);
    }

    /// <summary>One try. False where nothing was written because a sweep had gone: what is left has to be tried again.</summary>
    private async Task<bool> TryCommitAsync(List<PostgresWrite> group)
    {
        if (_session is null && await ConnectAsync(group).ConfigureAwait(false))
            return true;
        var session = _session!;
        var start = _time.GetTimestamp();
        IReadOnlyDictionary<long, CountChange>? counts;
        if (group is [SoloWrite solo])
        {
            CheckSequence(await session.BeginAsync([]).ConfigureAwait(false));
            var open = session.Solo();
            await solo.RunAsync(open).ConfigureAwait(false);
            counts = open.Counts;
        }
        else
        {
            await FindKeysAsync(session, group).ConfigureAwait(false);
            if (group.Count == 0)
                return true;
            counts = await WriteTrialsAsync(session, [.. group.Cast<TrialWrite>()]).ConfigureAwait(false);
            if (counts is null)
                return false;
        }

        _inDoubt = group;
        await session.CommitAsync(counts, _sequence + 1, WriteDown(group)).ConfigureAwait(false);
        _sequence++;
        _inDoubt = null;
        Acknowledge(group, start);
        return true;
    }

    /// <summary>Connects. True where a group that was in doubt turns out to have been committed, and is answered.</summary>
    private async Task<bool> ConnectAsync(List<PostgresWrite> group)
    {
        var start = _time.GetTimestamp();
        var session = await LaneSession.OpenAsync(_connections, _lane, _stripe, CancellationToken.None).ConfigureAwait(false);
        _session = session;
        var committed = _inDoubt is not null && session.Sequence == _sequence + 1;
        var answered = committed && _inDoubt == group;
        if (answered)
            await TakeAnswersAsync(session, group).ConfigureAwait(false);
        if (committed)
            _sequence++;
        _inDoubt = null;
        CheckSequence(session.Sequence);
        if (answered)
            Acknowledge(group, start);
        return answered;
    }

    /// <summary>Keys of the sweeps that are written to; what goes to a sweep that is not in the record fails.</summary>
    private async Task FindKeysAsync(LaneSession session, List<PostgresWrite> group)
    {
        var unknown = group.Cast<TrialWrite>().Select(w => w.Sweep).Where(s => !_keys.ContainsKey(s)).ToHashSet(StringComparer.Ordinal);
        if (unknown.Count > 0)
        {
            foreach (var (id, key) in await session.FindSweepsAsync(unknown).ConfigureAwait(false))
                _keys.Add(id, key);
        }

        group.RemoveAll(write =>
        {
            var trial = (TrialWrite)write;
            if (_keys.TryGetValue(trial.Sweep, out var key))
            {
                trial.Key = key;
                return false;
            }

            Fail([write], StoreGuard.UnknownSweep(trial.Sweep));
            return true;
        });
    }

    /// <summary>Makes the writes without committing them; null where one of the sweeps had gone, so that nothing was made.</summary>
    private async Task<IReadOnlyDictionary<long, CountChange>?> WriteTrialsAsync(LaneSession session, List<TrialWrite> writes)
    {
        var held = new HashSet<long>();
        var counts = new Dictionary<long, CountChange>();
        var keys = writes.Select(w => w.Key).Distinct().ToList();
        var steps = TrialSteps.For(writes, sweep => CountChange.Of(counts, sweep).Started++);
        steps.Insert(0, new(new Npgsql.NpgsqlBatchCommand(TrialStatements.HoldSweeps).With(keys, NpgsqlTypes.NpgsqlDbType.Bigint, k => k), row => held.Add(row.GetInt64(0))));
        CheckSequence(await session.BeginAsync(steps).ConfigureAwait(false));
        if (held.Count < keys.Count)
        {
            await session.RollbackAsync().ConfigureAwait(false);
            foreach (var gone in _keys.Where(k => keys.Contains(k.Value) && !held.Contains(k.Value)).Select(k => k.Key).ToList())
                _keys.Remove(gone);
            return null;
        }

        foreach (var finish in writes.OfType<FinishWrite>().Where(f => f.Accepted))
        {
            var change = CountChange.Of(counts, finish.Key);
            change.Started--;
            change.Add(finish.Finished.Result.Outcome, 1);
        }

        return counts;
    }
}
