using Sweep.Reporting;
using Sweep.Reporting.Json;
using Sweep.Reporting.Terminal;

namespace Sweep.Client.Output;

/// <summary>Prints the results of a sweep.</summary>
internal static class ResultPrinter
{
    /// <summary>As tables, or as one JSON object.</summary>
    public static void Print(SweepResults results, Terminal terminal, bool json)
    {
        if (json)
            terminal.OutWriter.WriteLine(ResultsJson.Of(results));
        else
            ResultTables.Write(terminal.Out, results);
    }
}
