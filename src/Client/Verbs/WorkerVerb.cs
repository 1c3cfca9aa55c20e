using System.CommandLine;
using Sweep.Client.Commands;
using Sweep.Core.Specs;
using Sweep.Silo.Hosting;
using Sweep.Workers.Hosting;

namespace Sweep.Client.Verbs;

/// <summary><c>sweep worker</c>: a process that trains for another one.</summary>
internal static class WorkerVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
        => CommandFactory.Make(
                WorkerCommand.Verb,
                "Train for another sweep process, which starts this one by itself and speaks to it over its standard streams: for trials with engine torch, and for all with --isolate.",
                "sweep worker")
            .Does((_, _, _) =>
            {
                if (WorkerHost.Refusal is { } refusal)
                    throw new InvalidInputException(refusal);
                WorkerHost.Run();
                return Task.FromResult(ExitCodes.Done);
            });
}
