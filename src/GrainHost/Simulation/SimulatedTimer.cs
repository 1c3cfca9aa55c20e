namespace Sweep.GrainHost.Simulation;

/// <summary>A timer in virtual time.</summary>
internal sealed class SimulatedTimer(SimulatedCluster cluster, SimulatedSilo? silo, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period;
    private int _setting;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _setting++;
        _period = period;
        if (dueTime != Timeout.InfiniteTimeSpan)
            Set(dueTime);
        return true;
    }

    public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Set(TimeSpan due)
    {
        var setting = _setting;
        cluster.Add(silo, due, () => Ring(setting));
    }

    private void Ring(int setting)
    {
        if (setting != _setting)
            return;
        if (_period > TimeSpan.Zero)
            Set(_period);
        callback(state);
    }
}
