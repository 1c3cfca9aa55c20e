using Orleans.Runtime;

namespace Sweep.GrainHost.Runtime;

/// <summary>Timers of the activation.</summary>
internal sealed partial class Activation
{
    private HashSet<GrainTimer>? _timers;

    public IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (ActivationScheduler.CurrentActivation != this)
            throw new InvalidOperationException($"A timer of {GrainId} can only be registered on one of its own turns, not after Task.Run or ConfigureAwait(false).");
        var timer = new GrainTimer(this, callback, options);
        lock (_gate)
            (_timers ??= []).Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    internal void Forget(GrainTimer timer)
    {
        lock (_gate)
            _timers?.Remove(timer);
    }

    internal bool TryEnqueueTick(WorkItem tick)
    {
        lock (_gate)
        {
            if (_state is ActivationState.Deactivating or ActivationState.Gone)
                return false;
        }

        return TryEnqueue(tick);
    }

    private void StopTimers()
    {
        GrainTimer[] timers;
        lock (_gate)
            timers = _timers?.ToArray() ?? [];
        foreach (var timer in timers)
            timer.Dispose();
    }
}
