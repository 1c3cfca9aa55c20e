using System.CommandLine;
using Sweep.Client.Commands;

var root = new RootCommand("""
    Sweep trains every combination of your choices - activation, initialisation, dropout, L1/L2, clipping, optimiser -
    watches each layer's gradients, and tells which choices matter, by how much and how surely.

    Exit codes: 0 done, 1 trials failed for reasons not their own, 2 bad input, 130 interrupted.
    """)
{
    RunCommand.Create(),
    ResumeCommand.Create(),
    ListCommand.Create(),
    ShowCommand.Create(),
    PlanCommand.Create(),
    ValidateCommand.Create(),
    SchemaCommand.Create(),
    ExportCommand.Create(),
    DatasetsCommand.Create(),
};

// Ctrl-C is handled where there is something to keep; no other verb lasts.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
