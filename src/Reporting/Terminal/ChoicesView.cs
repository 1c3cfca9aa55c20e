using System.Globalization;
using Spectre.Console;
using Sweep.Core.Statistics;

namespace Sweep.Reporting.Terminal;

/// <summary>Which choices won: a table for each factor, the one that explains most first.</summary>
internal static class ChoicesView
{
    private const int BarWidth = 8;

    public static void Write(IAnsiConsole console, SweepResults results)
    {
        var analysis = results.Analysis;
        var factors = analysis.Factors.Where(f => f.Levels.Count > 1 && f.Best >= 0).ToList();
        if (factors.Count == 0)
            return;

        var glyphs = new Glyphs(console);
        var widest = factors.Max(Spread);
        TableStyle.Heading(console, "Which choices won");
        foreach (var factor in factors)
        {
            var share = double.IsFinite(factor.Share.OmegaSquared)
                ? glyphs.Plain(string.Create(CultureInfo.InvariantCulture, $": explains {Math.Max(0, 100 * factor.Share.OmegaSquared):F1} % of the variance (ω²)"))
                : "";
            TableStyle.Line(console, factor.Factor + share);
            WriteLevels(console, glyphs, factor, widest);
        }

        foreach (var line in Legend(results))
            TableStyle.Line(console, glyphs.Plain(line));
        TableStyle.Line(console, "");
    }

    private static void WriteLevels(IAnsiConsole console, Glyphs glyphs, FactorAnalysis factor, double widest)
    {
        var diverged = factor.Levels.Any(l => l.Diverged > 0);
        var ranked = factor.Ranks is not null;
        var columns = new List<(string, bool)> { ("level", false), ("n", true), ("mean", true), ("vs best", true), ("p", true), ("g", true) };
        columns.AddRange(ranked ? [("rank", true)] : []);
        columns.AddRange(diverged ? [("diverged", true)] : []);
        columns.Add(("gain", false));
        var table = TableStyle.New(console, [.. columns]);
        var best = factor.Levels[factor.Best].Adjusted;
        var spread = Spread(factor);
        for (var i = 0; i < factor.Levels.Count; i++)
        {
            var (level, effect) = (factor.Levels[i], factor.VersusBest(i));
            var gain = widest > 0 ? (spread - Math.Abs(level.Adjusted - best)) / widest : 0;
            string[] cells =
            [
                level.Level,
                level.Valued.ToString(CultureInfo.InvariantCulture),
                glyphs.Plain(Show.PlusMinus(level.Adjusted, level.Confidence.HalfWidth)),
                i == factor.Best ? "best" : glyphs.Plain(Show.PlusMinus(effect?.Difference ?? double.NaN, effect?.Confidence.HalfWidth ?? double.NaN, sign: true)),
                i == factor.Best ? "" : Show.PValue(effect?.AdjustedP ?? double.NaN),
                i == factor.Best ? "" : Show.EffectSize(effect?.HedgesG ?? double.NaN),
                .. ranked ? [Show.Rank(factor.Ranks!.SettingRanks[i])] : Array.Empty<string>(),
                .. diverged ? [level.Diverged == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{level.Diverged}/{level.Judged} !")] : Array.Empty<string>(),
                glyphs.Bar(gain, BarWidth),
            ];
            TableStyle.Row(table, cells);
        }

        console.Write(table);
    }

    private static IEnumerable<string> Legend(SweepResults results)
    {
        var analysis = results.Analysis;
        var percent = (100 * analysis.Options.Confidence).ToString("0.##", CultureInfo.InvariantCulture);
        yield return $"mean: {Names.Of(results.Spec.Objective.Metric)}, all other levels alike, ± half of its {percent} % interval. vs best: the difference likewise.";
        yield return "p: no difference, " + analysis.Options.Adjust switch
        {
            Core.Configuration.Adjustment.Holm => "corrected by Holm over all pairs of levels.",
            Core.Configuration.Adjustment.BenjaminiHochberg => "false discovery rate over all pairs of levels (Benjamini-Hochberg).",
            _ => "not corrected for the number of comparisons.",
        } + " g: Hedges' effect size over pairs of trials.";
        if (analysis.Options.Adjust != Core.Configuration.Adjustment.None)
            yield return "Intervals are not corrected for the number of comparisons and p is, so an interval that leaves out 0 can stand beside a large p.";
        yield return analysis.Basis == AnalysisBasis.Replicates
            ? string.Create(CultureInfo.InvariantCulture, $"Intervals and p rest on {analysis.Units} replicates. gain: over the factor's worst level, on one scale for all factors.")
            : string.Create(CultureInfo.InvariantCulture, $"Intervals and p rest on {analysis.Units} combinations. gain: over the factor's worst level, on one scale for all factors.");
        if (analysis.Factors.Any(f => f.Ranks is not null))
            yield return "rank: mean rank over settings of all other factors, a diverged trial being the worst.";
        if (analysis.Missing.Diverged > 0)
            yield return "Diverged trials are in no mean.";
        foreach (var note in analysis.Notes)
            yield return note;
        foreach (var censoring in analysis.Censoring)
            yield return "! " + censoring.Text + ".";
    }

    private static double Spread(FactorAnalysis factor)
    {
        var means = factor.Levels.Select(l => l.Adjusted).Where(double.IsFinite).ToList();
        return means.Max() - means.Min();
    }
}
