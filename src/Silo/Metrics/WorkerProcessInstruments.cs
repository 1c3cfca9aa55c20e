using System.Diagnostics.Metrics;
using Sweep.Workers.Hosting;

namespace Sweep.Silo.Metrics;

/// <summary>What becomes of the processes that this silo's trials run in, where they do not run in the silo's own.</summary>
public sealed class WorkerProcessInstruments : IWorkerMeter
{
    private static readonly IReadOnlyDictionary<ExitCause, string> Causes = new Dictionary<ExitCause, string>
    {
        [ExitCause.Exited] = "exited",
        [ExitCause.Crashed] = "crashed",
        [ExitCause.Killed] = "killed",
        [ExitCause.Hung] = "hung",
        [ExitCause.Disobeyed] = "disobeyed",
        [ExitCause.Garbled] = "garbled",
        [ExitCause.OtherVersion] = "other_version",
        [ExitCause.NotStarted] = "not_started",
    };

    private readonly Losses ended;
    private long started;

    internal WorkerProcessInstruments(Meter meter)
    {
        meter.Total<long>(MetricNames.WorkerProcessStarts, () => [new(Volatile.Read(ref started))]);
        ended = new(meter, MetricNames.WorkerProcessExits, [.. Causes.Values]);
    }

    /// <inheritdoc/>
    public void Started() => Interlocked.Increment(ref started);

    /// <inheritdoc/>
    public void Ended(ExitCause cause) => ended.Add(Causes[cause]);
}
