using System.Globalization;
using Spectre.Console;
using Sweep.Reporting.Json;
using Sweep.Storage;

namespace Sweep.Reporting.Terminal;

/// <summary>The sweeps of a record.</summary>
internal static class SweepListView
{
    public static void Write(IAnsiConsole console, IReadOnlyList<SweepSummary> sweeps)
    {
        if (sweeps.Count == 0)
        {
            TableStyle.Line(console, "No sweeps in this record.");
            return;
        }

        var table = TableStyle.New(console, ("id", false), ("name", false), ("state", false), ("trials", true), ("diverged", true), ("failed", true), ("created (UTC)", false));
        foreach (var (sweep, counts) in sweeps)
        {
            TableStyle.Row(table,
                sweep.Id,
                sweep.Name,
                SweepDocument.NameOf(sweep.State),
                string.Create(CultureInfo.InvariantCulture, $"{counts.Finished}/{sweep.Trials}"),
                counts.Diverged.ToString(CultureInfo.InvariantCulture),
                counts.Failed.ToString(CultureInfo.InvariantCulture),
                sweep.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        }

        console.Write(table);
    }
}
