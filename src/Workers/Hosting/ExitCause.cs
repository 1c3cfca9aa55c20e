namespace Sweep.Workers.Hosting;

/// <summary>Why a worker process ended though nobody had let it go.</summary>
public enum ExitCause
{
    /// <summary>It ended by itself, with whatever code.</summary>
    Exited,

    /// <summary>A signal of its own making ended it, as an abort or a segmentation fault does.</summary>
    Crashed,

    /// <summary>SIGKILL ended it: by hand, or for want of memory.</summary>
    Killed,

    /// <summary>It sent nothing any more, or stood still.</summary>
    Hung,

    /// <summary>It did not give a training up, and was killed for it.</summary>
    Disobeyed,

    /// <summary>What it sent was no message, or one that had no place there.</summary>
    Garbled,

    /// <summary>It is of another version.</summary>
    OtherVersion,

    /// <summary>It could not be started.</summary>
    NotStarted,
}
