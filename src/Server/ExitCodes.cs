namespace Sweep.Server;

/// <summary>What the server's exit code says; part of its interface. A silo that its cluster has declared dead ends with 3.</summary>
internal static class ExitCodes
{
    /// <summary>Asked to stop, and left the cluster in order.</summary>
    public const int Done = 0;

    /// <summary>The record or the cluster could not be reached.</summary>
    public const int Failed = 1;

    /// <summary>The options cannot be used.</summary>
    public const int BadInput = 2;
}
