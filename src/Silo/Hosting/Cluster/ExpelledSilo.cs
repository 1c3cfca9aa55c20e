using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Sweep.Silo.Hosting.Cluster;

/// <summary>
/// Ends the process when its silo cannot go on, which is mostly because the others have declared it dead while it was cut
/// off or stopped. What it had claimed is others' by then, and all that it would still write is refused.
/// </summary>
internal sealed partial class ExpelledSilo(ILogger<ExpelledSilo> logger) : IFatalErrorHandler
{
    /// <summary>Exit code of such a process.</summary>
    public const int ExitCode = 3;

    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => exception is not ThreadAbortException;

    /// <inheritdoc/>
    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        LogExpelled(context ?? "no reason given", exception);
        Environment.Exit(ExitCode);
    }

    [LoggerMessage(1, LogLevel.Critical, "This silo cannot go on: {Reason}")]
    private partial void LogExpelled(string reason, Exception? exception);
}
