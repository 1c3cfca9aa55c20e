using Orleans.Runtime;

namespace Sweep.Silo.Hosting.Cluster;

/// <summary>
/// Ends the process when its silo cannot go on, which is mostly because the others have declared it dead while it was cut
/// off or stopped. What it had claimed is others' by then, and all that it would still write is refused.
/// </summary>
internal sealed class ExpelledSilo : IFatalErrorHandler
{
    private volatile bool _abandoned;

    /// <summary>Exit code of such a process.</summary>
    public const int ExitCode = 3;

    /// <summary>What becomes of the silo is nobody's business any more; the process goes on without it.</summary>
    public void Abandon() => _abandoned = true;

    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => exception is not ThreadAbortException;

    /// <inheritdoc/>
    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        if (_abandoned)
            return;
        // Written at once: what a logger holds back until later would be lost with the process.
        Console.Error.WriteLine($"sweep-silo: this silo cannot go on: {context ?? exception?.Message ?? $"{sender} gave no reason"}");
        Environment.Exit(ExitCode);
    }
}
