namespace Sweep.Storage;

/// <summary>What people ask of a sweep that some process runs.</summary>
public enum SweepRequest
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Admit no more trials, save those that run, and stop until it is resumed.</summary>
    Pause = 1,

    /// <summary>Stop for good: trials that run are stopped, the others never run.</summary>
    Cancel = 2,
}
