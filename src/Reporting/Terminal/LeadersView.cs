using System.Globalization;
using Spectre.Console;

namespace Sweep.Reporting.Terminal;

/// <summary>The best combinations, and what the best is worth once the luck of having been picked is taken off.</summary>
internal static class LeadersView
{
    private const int MostColumns = 4;
    private const int CurveWidth = 10;

    public static void Write(IAnsiConsole console, SweepResults results)
    {
        if (results.Best.Count == 0)
            return;

        var glyphs = new Glyphs(console);
        var objective = results.Spec.Objective;
        var factors = results.Spec.Factors.Select(f => f.Name).ToList();
        var split = factors.Count <= MostColumns;
        var curves = results.Best.Any(b => b.Curve.Count > 1);
        var columns = new List<(string, bool)> { ("#", true), ("combi-\nnation", true) };
        columns.AddRange(split ? factors.Select(f => (f, false)) : [(string.Join(", ", factors), false)]);
        columns.AddRange([("mean", true), ("n", true)]);
        columns.AddRange(curves ? [("validation\nloss", false)] : []);

        TableStyle.Heading(console, $"Best combinations by mean {Names.Of(objective.Metric)} ({(objective.Maximize ? "more" : "less")} is better)");
        var table = TableStyle.New(console, [.. columns]);
        for (var i = 0; i < results.Best.Count; i++)
        {
            var (leader, levels) = results.Best[i];
            string[] cells =
            [
                (i + 1).ToString(CultureInfo.InvariantCulture),
                leader.Combination.ToString(CultureInfo.InvariantCulture),
                .. split ? levels : [string.Join(", ", levels)],
                glyphs.Plain(Show.PlusMinus(leader.Tally.Mean, leader.IntervalAt(results.Analysis.Options.Confidence).HalfWidth)),
                string.Create(CultureInfo.InvariantCulture, $"{leader.Tally.Completed}/{results.Spec.Replicates}{(leader.Complete ? "" : "*")}"),
                .. curves ? [glyphs.Curve(results.Best[i].Curve, CurveWidth)] : Array.Empty<string>(),
            ];
            TableStyle.Row(table, cells);
        }

        console.Write(table);
        if (results.Best.Any(b => !b.Leader.Complete))
            TableStyle.Line(console, "* not all replicates completed: ranked after those whose replicates all did");
        foreach (var line in WinnerText.Of(results))
            TableStyle.Line(console, glyphs.Plain(line));
        TableStyle.Line(console, "");
    }
}
