namespace Sweep.Client;

/// <summary>What the command's exit code says; part of its interface.</summary>
internal static class ExitCodes
{
    /// <summary>Done. Diverged trials are results and count as done.</summary>
    public const int Done = 0;

    /// <summary>Trials failed for reasons not their own, or the record broke.</summary>
    public const int Failed = 1;

    /// <summary>The input cannot be used; nothing was written.</summary>
    public const int BadInput = 2;

    /// <summary>Interrupted; what is done is kept.</summary>
    public const int Interrupted = 130;
}
