using System.CommandLine;
using Sweep.Client.Commands;
using Sweep.Core.Specs;
using Sweep.Silo.Hosting;
using Sweep.Storage;
using Sweep.Training.Data;

namespace Sweep.Server;

/// <summary>The command <c>sweep-silo</c>: one silo of a cluster, until it is asked to end.</summary>
internal static class ServerCommand
{
    /// <summary>The command.</summary>
    public static RootCommand Create()
    {
        var options = new ServerOptions();
        var command = new RootCommand("""
            One silo of a cluster that trains sweeps. Start as many as there are machines, all with the same store; they find
            each other there, and come and go while sweeps run. Submit sweeps with 'sweep run --cluster', or with 'sweep submit --server' to any silo's --http.

            Exit codes: 0 left in order, 1 the record or the cluster could not be reached, 2 bad input, 3 declared dead by the others.
            """);
        foreach (var option in options.All)
            command.Options.Add(option);
        command.Subcommands.Add(HealthCommand.Create());
        command.Subcommands.Add(WorkerVerb.Create());
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var (silo, drainTimeout) = options.Read(parsed);
                return await RunAsync(silo, drainTimeout);
            }
            catch (InvalidInputException exception)
            {
                await Console.Error.WriteLineAsync($"sweep-silo: {exception.Message}");
                return ExitCodes.BadInput;
            }
            catch (StoreException exception)
            {
                await Console.Error.WriteLineAsync($"sweep-silo: {exception.Message}");
                return ExitCodes.Failed;
            }
        });
        return command;
    }

    /// <summary>Runs the command. Words that cannot be understood are bad input.</summary>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, InvocationConfiguration configuration)
    {
        // SIGTERM is heard by the silo, which leaves in order.
        configuration.ProcessTerminationTimeout = null;
        var parsed = Create().Parse(arguments);
        return UsageMistakes.Tell(parsed, "sweep-silo", configuration.Error) ? ExitCodes.BadInput : await parsed.InvokeAsync(configuration);
    }

    private static async Task<int> RunAsync(ClusterSiloOptions options, TimeSpan drainTimeout)
    {
        using var stop = new StopSignal();
        await using var silo = await ClusterSilo.StartAsync(options, new DataProvider());
        await Console.Error.WriteLineAsync($"silo {silo.Address} of cluster {options.ClusterId}: {options.Workers} workers");
        if (silo.HttpAddress is { } http)
            await Console.Error.WriteLineAsync($"API, health and metrics: {http}api/v1/sweeps, {http}healthz, {http}readyz, {http}metrics");
        await stop.Asked;
        await Console.Error.WriteLineAsync($"draining, for {drainTimeout.TotalSeconds} s at most");
        await silo.DrainAsync(drainTimeout);
        return ExitCodes.Done;
    }
}
