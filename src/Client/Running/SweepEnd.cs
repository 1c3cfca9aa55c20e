using System.Diagnostics;
using Sweep.Client.Output;
using Sweep.Core.Specs;
using Sweep.Reporting;
using Sweep.Reporting.Export;
using Sweep.Storage;

namespace Sweep.Client.Running;

/// <summary>Prints and exports what a finished sweep has found.</summary>
/// <param name="Out">Folder to export to; null for none.</param>
/// <param name="Force">Whether that folder may hold other files.</param>
/// <param name="Json">Whether to print one JSON object instead of tables.</param>
/// <param name="Quiet">Whether to say nothing of what is written where.</param>
internal sealed record SweepEnd(string? Out, bool Force, bool Json, bool Quiet)
{
    /// <summary>Prints and exports.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ShowAsync(ISweepStore store, string id, SweepPlan plan, Terminal terminal)
    {
        var record = await store.FindAsync(id) ?? throw new UnreachableException($"sweep {id} left the record while it ran");
        var results = await SweepResults.LoadAsync(store, record, plan);
        ResultPrinter.Print(results, terminal, Json);
        if (Out is { } folder)
        {
            await CsvExport.WriteAsync(store, results, plan, folder, Force);
            if (!Quiet)
                terminal.Complain($"written to {folder}: spec.yaml, results.json, trials.csv, epochs.csv, gradients.csv");
        }

        return (await store.CountAsync(id)).Failed > 0 ? ExitCodes.Failed : ExitCodes.Done;
    }
}
