namespace Sweep.Core.Schedulers;

/// <summary>What a scheduler wants done.</summary>
public abstract record SchedulerAction
{
    private SchedulerAction()
    {
    }

    /// <summary>Start a trial.</summary>
    /// <param name="Index">The trial.</param>
    public sealed record Start(long Index) : SchedulerAction;

    /// <summary>The sweep is over: nothing is in flight and nothing is left to start.</summary>
    /// <param name="Stopped">Whether trials are left because a stop was asked for.</param>
    public sealed record End(bool Stopped) : SchedulerAction;
}
