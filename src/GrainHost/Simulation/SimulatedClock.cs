namespace Sweep.GrainHost.Simulation;

/// <summary>One silo's time: its timestamps grow with the simulation, its wall clock may be set forwards and back, its timers die with it.</summary>
public sealed class SimulatedClock : TimeProvider
{
    private readonly SimulatedCluster _cluster;
    private readonly SimulatedSilo? _silo;

    internal SimulatedClock(SimulatedCluster cluster, SimulatedSilo? silo) => (_cluster, _silo) = (cluster, silo);

    /// <summary>How far the wall clock is ahead.</summary>
    public TimeSpan Ahead { get; private set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long GetTimestamp() => _cluster.Now.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _cluster.Start + _cluster.Now + Ahead;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(_cluster, _silo, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Sets the wall clock.</summary>
    internal void Step(TimeSpan by) => Ahead += by;
}
