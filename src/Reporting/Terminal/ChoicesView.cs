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
        var factors = results.Factors.Where(f => f.Levels.Count > 1 && f.Best >= 0).ToList();
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

        TableStyle.Line(console, glyphs.Plain(
            $"mean: {Names.Of(results.Spec.Objective.Metric)} ± half of its 95 % interval, over completed trials. vs best: paired by all other levels and the replicate (~ where the design has no pairs). gain: over the factor's worst level, on one scale for all factors. Diverged trials are in no mean."));
        TableStyle.Line(console, "");
    }

    private static void WriteLevels(IAnsiConsole console, Glyphs glyphs, FactorEffect factor, double widest)
    {
        var table = TableStyle.New(console, ("level", false), ("n", true), ("mean", true), ("vs best", true), ("diverged", true), ("gain", false));
        var best = factor.Levels[factor.Best].Objective.Mean;
        var spread = Spread(factor);
        for (var i = 0; i < factor.Levels.Count; i++)
        {
            var (level, effect) = (factor.Levels[i], factor.VersusBest[i]);
            var gain = widest > 0 ? (spread - Math.Abs(level.Objective.Mean - best)) / widest : 0;
            TableStyle.Row(table,
                level.Level,
                level.Objective.Count.ToString(CultureInfo.InvariantCulture),
                glyphs.Plain(Show.PlusMinus(level.Objective.Mean, level.Objective.Confidence.HalfWidth)),
                i == factor.Best ? "best" : glyphs.Plain(Show.PlusMinus(effect.Difference, effect.Confidence.HalfWidth, sign: true)) + (effect.Paired || double.IsNaN(effect.Difference) ? "" : " ~"),
                level.Diverged == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{level.Diverged}/{level.Trials} !"),
                glyphs.Bar(gain, BarWidth));
        }

        console.Write(table);
    }

    private static double Spread(FactorEffect factor)
    {
        var means = factor.Levels.Select(l => l.Objective.Mean).Where(double.IsFinite).ToList();
        return means.Max() - means.Min();
    }
}
