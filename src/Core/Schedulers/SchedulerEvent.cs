using Sweep.Core.Results;

namespace Sweep.Core.Schedulers;

/// <summary>What a scheduler hears.</summary>
public abstract record SchedulerEvent
{
    private SchedulerEvent()
    {
    }

    /// <summary>So many training slots are free now, beside those of the trials in flight.</summary>
    /// <param name="Count">Free slots; each report replaces the one before.</param>
    public sealed record SlotsFree(int Count) : SchedulerEvent;

    /// <summary>A trial has its accepted result.</summary>
    /// <param name="Index">The trial.</param>
    /// <param name="Outcome">How it ended.</param>
    /// <param name="Objective">The objective's value; NaN where it has none.</param>
    public sealed record TrialFinished(long Index, TrialOutcome Outcome, double Objective) : SchedulerEvent;

    /// <summary>A trial in flight was lost with its machine and has to run again.</summary>
    /// <param name="Index">The trial.</param>
    public sealed record TrialLost(long Index) : SchedulerEvent;

    /// <summary>A sweep goes on after a stop or crash; nothing is in flight.</summary>
    /// <param name="Finished">The trials that have a result.</param>
    public sealed record Resumed(IndexRanges Finished) : SchedulerEvent;

    /// <summary>Nothing more is to be started; what is in flight may finish.</summary>
    public sealed record StopRequested : SchedulerEvent;
}
