using System.Globalization;
using Spectre.Console;
using Sweep.Core.Statistics;

namespace Sweep.Reporting.Terminal;

/// <summary>Pairs of choices that matter together: where what one level does depends on another factor's level.</summary>
internal static class InteractionsView
{
    private const int Most = 5;

    public static void Write(IAnsiConsole console, SweepResults results)
    {
        var analysis = results.Analysis;
        var clear = analysis.Interactions.Where(i => i.Test.AdjustedP <= analysis.Options.Alpha).ToList();
        if (analysis.Interactions.Count == 0)
            return;
        var glyphs = new Glyphs(console);
        TableStyle.Heading(console, "Which choices depend on each other");
        if (clear.Count == 0)
        {
            TableStyle.Line(console, string.Create(CultureInfo.InvariantCulture, $"None of {analysis.Interactions.Count} pairs of factors clearly does."));
            TableStyle.Line(console, "");
            return;
        }

        var table = TableStyle.New(console, ("factors", false), (glyphs.Plain("ω² %"), true), ("p", true), ("greatest deviation", false), ("", true));
        foreach (var pair in clear.Take(Most))
        {
            var (names, cell) = Greatest(analysis, pair);
            TableStyle.Row(table,
                glyphs.Plain($"{pair.FirstName} × {pair.SecondName}"),
                double.IsFinite(pair.Share.OmegaSquared) ? (100 * Math.Max(0, pair.Share.OmegaSquared)).ToString("F1", CultureInfo.InvariantCulture) : "-",
                Show.PValue(pair.Test.AdjustedP),
                names,
                cell is null ? "-" : glyphs.Plain(Show.PlusMinus(cell.Deviation, cell.Confidence.HalfWidth, sign: true)));
        }

        console.Write(table);
        TableStyle.Line(console, string.Create(CultureInfo.InvariantCulture, $"{clear.Count} of {analysis.Interactions.Count} pairs of factors clearly do. The deviation is what two levels do together beyond the sum of what each does alone."));
        TableStyle.Line(console, "");
    }

    private static (string Names, InteractionCell? Cell) Greatest(SweepAnalysis analysis, InteractionAnalysis pair)
    {
        var (first, second) = (analysis.Factors.Single(f => f.Index == pair.First), analysis.Factors.Single(f => f.Index == pair.Second));
        var greatest = pair.Cells
            .SelectMany((row, a) => row.Select((cell, b) => (Names: $"{first.Levels[a].Level} with {second.Levels[b].Level}", Cell: cell)))
            .Where(c => double.IsFinite(c.Cell.Deviation))
            .OrderByDescending(c => Math.Abs(c.Cell.Deviation))
            .FirstOrDefault();
        return (greatest.Names ?? "-", greatest.Cell);
    }
}
