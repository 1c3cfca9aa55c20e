namespace Sweep.GrainHost.Simulation;

/// <summary>What a message between silos carries.</summary>
public enum MessageKind
{
    /// <summary>A call on its way to its grain.</summary>
    Request,

    /// <summary>An answer on its way to the caller.</summary>
    Answer,

    /// <summary>The news that a caller no longer waits.</summary>
    Cancellation,
}
