namespace Sweep.Workers.Protocol;

/// <summary>Why a worker refuses. Numbers are part of the protocol.</summary>
internal enum RefusalReason : byte
{
    /// <summary>The training broke.</summary>
    Failure = 0,

    /// <summary>Configuration or data cannot be used.</summary>
    Input = 1,

    /// <summary>The checkpoint cannot be resumed from.</summary>
    Checkpoint = 2,
}
