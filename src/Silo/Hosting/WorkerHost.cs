using System.Diagnostics;
using System.Runtime.InteropServices;
using Sweep.Training.Data;
using Sweep.Workers.Running;

namespace Sweep.Silo.Hosting;

/// <summary>Makes this process a worker: it trains what its parent asks over standard input and output, until its input ends.</summary>
public static class WorkerHost
{
    // Ctrl-C goes to all processes of a terminal, and systemd's stop to all of a service. A drain still needs its workers, and
    // they end with their parent in any case.
    private static readonly PosixSignal[] Ignored = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];

    /// <summary>Why this is no way to be started by; null where a parent holds the streams.</summary>
    public static string? Refusal => Console.IsInputRedirected && Console.IsOutputRedirected
        ? null
        : "a worker is started by sweep itself, which speaks to it over its standard streams; on a terminal it has nobody to work for";

    /// <summary>Works until the parent closes the stream, or is gone.</summary>
    /// <exception cref="IOException">What the parent says is not the protocol, or the streams break.</exception>
    public static void Run()
    {
        // Before any thread that trains, for a thread has the priority of the one that starts it.
        using (var self = Process.GetCurrentProcess())
        {
            // One that was started at a lower one already could not be raised to this.
            if (self.PriorityClass is not (ProcessPriorityClass.BelowNormal or ProcessPriorityClass.Idle))
                self.PriorityClass = ProcessPriorityClass.BelowNormal;
        }

        var registrations = Ignored.Select(signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true)).ToList();
        using var output = WorkerOutput.Take();
        using var input = Console.OpenStandardInput();
        WorkerSession.Run(input, output, Engines.Create(), new DataProvider(), TimeProvider.System);
        registrations.ForEach(registration => registration.Dispose());
    }
}
