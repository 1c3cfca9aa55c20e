namespace Sweep.GrainHost.Runtime;

/// <summary>Timers that carry no ambient values of whoever made them.</summary>
internal static class TimeProviderExtensions
{
    public static ITimer CreateUnflowedTimer(this TimeProvider time, TimerCallback callback, TimeSpan due)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return time.CreateTimer(callback, null, due, Timeout.InfiniteTimeSpan);
        using (ExecutionContext.SuppressFlow())
            return time.CreateTimer(callback, null, due, Timeout.InfiniteTimeSpan);
    }
}
