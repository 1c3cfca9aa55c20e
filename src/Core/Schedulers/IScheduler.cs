namespace Sweep.Core.Schedulers;

/// <summary>
/// Decides which trials run when. A pure function of state and event: its decisions follow from the trials' numbers and
/// results, never from the order in which these arrive. Its state is a small immutable value that can be written down.
/// </summary>
/// <typeparam name="TState">Its state.</typeparam>
public interface IScheduler<TState>
{
    /// <summary>The state before the first event.</summary>
    /// <param name="trials">Number of trials.</param>
    /// <param name="window">Greatest number of trials in flight.</param>
    TState Begin(long trials, int window);

    /// <summary>What an event leads to. Events that are repeated or out of date change nothing.</summary>
    SchedulerStep<TState> On(TState state, SchedulerEvent happened);
}
