using System.Globalization;
using Spectre.Console;

namespace Sweep.Reporting.Terminal;

/// <summary>The best combinations.</summary>
internal static class LeadersView
{
    private const int MostColumns = 4;

    public static void Write(IAnsiConsole console, SweepResults results)
    {
        if (results.Best.Count == 0)
            return;

        var objective = results.Spec.Objective;
        var factors = results.Spec.Factors.Select(f => f.Name).ToList();
        var split = factors.Count <= MostColumns;
        var columns = new List<(string, bool)> { ("#", true), ("combi-\nnation", true) };
        columns.AddRange(split ? factors.Select(f => (f, false)) : [(string.Join(", ", factors), false)]);
        columns.AddRange([("mean", true), ("std err", true), ("n", true), ($"test {Names.ScoreOf(results.Task)}", true)]);

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
                Show.Number(leader.Tally.Mean),
                Show.Number(leader.Tally.StandardError),
                string.Create(CultureInfo.InvariantCulture, $"{leader.Tally.Completed}/{results.Spec.Replicates}{(leader.Complete ? "" : "*")}"),
                Show.Number(leader.Tally.TestScore),
            ];
            TableStyle.Row(table, cells);
        }

        console.Write(table);
        if (results.Best.Any(b => !b.Leader.Complete))
            TableStyle.Line(console, "* not all replicates completed: ranked after those whose replicates all did");
        TableStyle.Line(console, "");
    }
}
