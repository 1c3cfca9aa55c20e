using System.CommandLine;
using Sweep.Silo.Hosting;
using Sweep.Workers.Hosting;

namespace Sweep.Server;

/// <summary><c>sweep-silo worker</c>: a process that trains for a silo.</summary>
internal static class WorkerVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command(WorkerCommand.Verb, "Train for a silo, which starts this process by itself and speaks to it over its standard streams: for trials with engine torch, and for all with --isolate.");
        command.SetAction(async (parsed, _) =>
        {
            if (WorkerHost.Refusal is { } refusal)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"sweep-silo: {refusal}");
                return ExitCodes.BadInput;
            }

            try
            {
                WorkerHost.Run();
                return ExitCodes.Done;
            }
            catch (IOException exception)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"sweep-silo: {exception.Message}");
                return ExitCodes.Failed;
            }
        });
        return command;
    }
}
