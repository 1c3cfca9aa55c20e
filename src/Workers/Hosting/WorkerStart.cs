using System.Diagnostics;

namespace Sweep.Workers.Hosting;

/// <summary>The environment that workers are started in.</summary>
internal static class WorkerStart
{
    /// <summary>Says which CUDA devices a process sees, in CUDA's own words.</summary>
    public const string VisibleDevices = "CUDA_VISIBLE_DEVICES";

    // One thread a trial, in every library that would take more: as many trials run as there are processors.
    private static readonly string[] ThreadCounts = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"];

    // Passwords and tokens are of no use to a worker, and its telemetry is its parent's.
    private static readonly string[] Withheld = ["SWEEP_", "OTEL_", "PG"];

    /// <summary>How to start a worker.</summary>
    public static ProcessStartInfo Of(WorkerCommand command, string? device)
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => Withheld.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToList())
            start.Environment.Remove(name);
        foreach (var name in ThreadCounts)
            start.Environment[name] = "1";
        if (device is not null)
            start.Environment[VisibleDevices] = device;
        return start;
    }
}
