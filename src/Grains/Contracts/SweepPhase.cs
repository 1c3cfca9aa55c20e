namespace Sweep.Grains.Contracts;

/// <summary>What a sweep grain is about.</summary>
public enum SweepPhase
{
    /// <summary>Not started on this cluster.</summary>
    Idle = 0,

    /// <summary>Trials are running or wait to run.</summary>
    Running = 1,

    /// <summary>No more trials are admitted; running ones are being taken back.</summary>
    Pausing = 2,

    /// <summary>Interrupted; can be resumed.</summary>
    Paused = 3,

    /// <summary>Every trial has its result.</summary>
    Finished = 4,

    /// <summary>No more trials are admitted; running ones are being stopped for good.</summary>
    Cancelling = 5,

    /// <summary>Ended for good by a person.</summary>
    Cancelled = 6,
}
