using Sweep.GrainHost.Calls;
using Sweep.GrainHost.Seams;

namespace Sweep.GrainHost.Runtime;

/// <summary>All calls that wait for their answers, and the end of their waiting. One timer serves all calls of one timeout.</summary>
internal sealed class CallLedger(TimeProvider time, IPromiseFactory promises, ITurnScheduler turns) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<DeadlineList> _lists = [];
    private TaskCompletionSource<NoResult>? _drained;
    private bool _disposed;

    public long Sent { get; private set; }

    public long TimedOut { get; private set; }

    public int Pending { get; private set; }

    public void Add(GrainCall call)
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            Sent++;
            Pending++;
            var list = ListFor(call.Timeout);
            call.Deadline.Due = list.Timeout == Timeout.InfiniteTimeSpan ? long.MaxValue : now + Ticks(list.Timeout);
            list.Add(call.Deadline);
            if (!list.Armed && list.Timeout != Timeout.InfiniteTimeSpan)
                Arm(list, list.Timeout);
        }
    }

    public void CountOneWay()
    {
        lock (_gate)
            Sent++;
    }

    public void Remove(GrainCall call)
    {
        TaskCompletionSource<NoResult>? drained = null;
        lock (_gate)
        {
            if (call.Deadline.List?.Remove(call.Deadline) != true)
                return;
            if (--Pending == 0)
                drained = _drained;
        }

        if (drained is not null)
            turns.Schedule(new Completion(drained));
    }

    /// <summary>Completes when no call waits.</summary>
    public Task WhenDrained()
    {
        lock (_gate)
        {
            if (Pending == 0)
                return Task.CompletedTask;
            _drained = promises.Create<NoResult>();
            return _drained.Task;
        }
    }

    /// <summary>Fails every call that still waits.</summary>
    public void FailAll(Func<GrainCall, Exception> exception)
    {
        foreach (var call in TakeDue(long.MaxValue))
            call.Fail(exception(call));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var list in _lists)
                list.Timer?.Dispose();
        }
    }

    private DeadlineList ListFor(TimeSpan timeout)
    {
        foreach (var list in _lists)
        {
            if (list.Timeout == timeout)
                return list;
        }

        var added = new DeadlineList(timeout);
        _lists.Add(added);
        return added;
    }

    private void Arm(DeadlineList list, TimeSpan due)
    {
        if (_disposed)
            return;
        list.Armed = true;
        if (list.Timer is null)
            list.Timer = time.CreateUnflowedTimer(_ => OnTimer(list), due);
        else
            list.Timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer(DeadlineList list)
    {
        var now = time.GetTimestamp();
        var timedOut = 0;
        foreach (var call in TakeDue(now))
        {
            if (call.OnTimeout())
                timedOut++;
        }

        lock (_gate)
        {
            TimedOut += timedOut;
            list.Armed = false;
            if (list.First is { } next)
                Arm(list, Span(Math.Max(1, next.Due - now)));
        }
    }

    private List<GrainCall> TakeDue(long now)
    {
        var due = new List<GrainCall>();
        lock (_gate)
        {
            foreach (var list in _lists)
            {
                for (var node = list.First; node is not null && node.Due <= now; node = node.Next)
                    due.Add(node.Owner!);
            }
        }

        return due;
    }

    private TimeSpan Span(long ticks) => TimeSpan.FromTicks((long)Math.Ceiling(ticks * (double)TimeSpan.TicksPerSecond / time.TimestampFrequency));

    private long Ticks(TimeSpan span) => (long)(span.Ticks * (double)time.TimestampFrequency / TimeSpan.TicksPerSecond);
}
