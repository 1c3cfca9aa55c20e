using Orleans.Runtime;
using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Runtime;

/// <summary>A timer whose ticks are turns of its activation. The period counts from the end of a tick.</summary>
internal sealed class GrainTimer : WorkItem, IGrainTimer
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly ITimer _timer;
    private TimeSpan _due;
    private TimeSpan _period;
    private bool _ticking;
    private bool _changed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _options = options;
        _timer = activation.Host.Time.CreateUnflowedTimer(_ => OnDue(), Timeout.InfiniteTimeSpan);
    }

    internal override bool Interleaves => _options.Interleave;

    internal override bool ReadOnly => false;

    internal override bool IsStale => _stopped.IsCancellationRequested;

    internal override bool KeepsAlive => _options.KeepAlive;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_gate)
        {
            _due = dueTime;
            _period = period;
            _changed = true;
            if (!_ticking && !_stopped.IsCancellationRequested)
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopped.IsCancellationRequested)
                return;
            _timer.Dispose();
        }

        try
        {
            _stopped.Cancel();
        }
        catch (AggregateException failures)
        {
            foreach (var failure in failures.InnerExceptions)
                _activation.Host.Report(_activation.GrainId, "a cancellation callback of a timer", failure);
        }

        _activation.Forget(this);
    }

    internal override Task Start(Activation activation)
    {
        lock (_gate)
            _changed = false;
        return _callback(_stopped.Token);
    }

    internal override void Finish(Activation activation, Task outcome)
    {
        if (GrainCall.Failure(outcome) is { } failure && !(failure is OperationCanceledException && IsStale))
            activation.Host.Report(activation.GrainId, "a timer", failure);
        lock (_gate)
        {
            _ticking = false;
            if (!_stopped.IsCancellationRequested)
                _timer.Change(_changed ? _due : _period, Timeout.InfiniteTimeSpan);
        }
    }

    private static void Check(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan && (time < TimeSpan.Zero || time.TotalMilliseconds > 0xfffffffe))
            throw new ArgumentOutOfRangeException(name, time, "Not negative but for Timeout.InfiniteTimeSpan, and below 50 days.");
    }

    private void OnDue()
    {
        lock (_gate)
        {
            if (_ticking || _stopped.IsCancellationRequested)
                return;
            _ticking = true;
        }

        _activation.TryEnqueueTick(this);
    }
}
