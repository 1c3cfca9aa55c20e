namespace Sweep.Storage;

/// <summary>Where a sweep stands.</summary>
public enum SweepState
{
    /// <summary>Trials are running or wait to run.</summary>
    Running = 1,

    /// <summary>Interrupted; can be resumed.</summary>
    Paused = 2,

    /// <summary>Every trial has its result.</summary>
    Finished = 3,

    /// <summary>Ended by a person: trials that ran were stopped, others never ran. Resumed only after a retry or an extension.</summary>
    Cancelled = 4,
}
