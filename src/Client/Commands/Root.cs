using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Sweep.Client.Verbs;

namespace Sweep.Client.Commands;

/// <summary>The command <c>sweep</c> with all its verbs.</summary>
internal static class Root
{
    /// <summary>The command.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("""
            Sweep trains every combination of your choices - activation, initialisation, dropout, L1/L2, clipping, optimiser -
            watches each layer's gradients, and tells which choices matter, by how much and how surely.

            Exit codes: 0 done, 1 trials failed for reasons not their own, 2 bad input, 130 interrupted.
            """)
        {
            RunCommand.Create(),
            ResumeCommand.Create(),
            StopVerb.Pause(),
            StopVerb.Cancel(),
            RetryVerb.Create(),
            ExtendVerb.Create(),
            DeleteVerb.Create(),
            ListCommand.Create(),
            ShowCommand.Create(),
            ReportCommand.Create(),
            CompareCommand.Create(),
            PlanCommand.Create(),
            ValidateCommand.Create(),
            SchemaCommand.Create(),
            ExportCommand.Create(),
            SqlCommand.Create(),
            DatasetsCommand.Create(),
            ServeCommand.Create(),
            SubmitCommand.Create(),
            WatchCommand.Create(),
            WorkerVerb.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!);
        return root;
    }

    /// <summary>Runs the command. Words that cannot be understood are bad input.</summary>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, InvocationConfiguration configuration)
    {
        // Ctrl-C is handled where there is something to keep; no other verb lasts.
        configuration.ProcessTerminationTimeout = null;
        var parsed = Create().Parse(arguments);
        return UsageMistakes.Tell(parsed, "sweep", configuration.Error) ? ExitCodes.BadInput : await parsed.InvokeAsync(configuration);
    }
}
