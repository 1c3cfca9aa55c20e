namespace Sweep.Storage.Tests.Postgres;

/// <summary>A clock on which each pause is over at once, and counted.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private long _ticks;

    public TimeSpan Passed => new(Interlocked.Read(ref _ticks));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Add(ref _ticks, dueTime.Ticks);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
