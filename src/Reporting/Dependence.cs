using Sweep.Core.Statistics;

namespace Sweep.Reporting;

/// <summary>The clear interaction that bends a main effect most, in words.</summary>
internal static class Dependence
{
    private const int Named = 3;

    /// <summary>
    /// <c>which clip is best depends on init: norm(1) with zero, but none with he_normal</c>; null where no interaction is
    /// clear and large. An interaction is large where its greatest clear deviation is at least half of a main effect's
    /// greatest difference: with two levels each, that is where the effect turns round.
    /// </summary>
    public static string? Of(SweepAnalysis analysis)
    {
        foreach (var pair in analysis.Interactions.Where(i => i.Test.AdjustedP <= analysis.Options.Alpha))
        {
            var first = analysis.Factors.Single(f => f.Index == pair.First);
            var second = analysis.Factors.Single(f => f.Index == pair.Second);
            var greatest = pair.Cells.SelectMany(r => r)
                .Where(c => double.IsFinite(c.Deviation) && !c.Confidence.Contains(0)).Select(c => Math.Abs(c.Deviation)).DefaultIfEmpty(0).Max();
            if (greatest == 0 || first.Best < 0 || second.Best < 0 || 2 * greatest < Math.Min(Spread(first), Spread(second)))
                continue;
            return Turns(first, second, (a, b) => pair.Cells[a][b], analysis.Options.Maximize)
                ?? Turns(second, first, (b, a) => pair.Cells[a][b], analysis.Options.Maximize)
                ?? $"how much {first.Factor} matters depends on {second.Factor}";
        }

        return null;
    }

    private static double Spread(FactorAnalysis factor)
    {
        var means = factor.Levels.Select(l => l.Adjusted).Where(double.IsFinite).ToList();
        return means.Count == 0 ? double.NaN : means.Max() - means.Min();
    }

    // Where another level than the best one leads by more than the deviations are unsure.
    private static string? Turns(FactorAnalysis choice, FactorAnalysis condition, Func<int, int, InteractionCell> cell, bool maximize)
    {
        if (FactorWords.OfData(choice.Factor))
            return null;
        var turned = new List<string>();
        for (var at = 0; at < condition.Levels.Count; at++)
        {
            var leader = Enumerable.Range(0, choice.Levels.Count).Where(l => double.IsFinite(Fitted(l, at)))
                .OrderBy(l => maximize ? -Fitted(l, at) : Fitted(l, at)).Cast<int?>().FirstOrDefault();
            if (leader is not { } best || best == choice.Best)
                continue;
            var lead = Math.Abs(Fitted(best, at) - Fitted(choice.Best, at));
            if (lead > cell(best, at).Confidence.HalfWidth + cell(choice.Best, at).Confidence.HalfWidth)
                turned.Add($"{FactorWords.Level(choice, best)} with {FactorWords.Level(condition, at)}");
        }

        return turned.Count == 0 ? null
            : $"which {choice.Factor} is best depends on {condition.Factor}: {string.Join(", ", turned.Take(Named))}{(turned.Count > Named ? " and so on" : "")}";

        double Fitted(int level, int at) => choice.Levels[level].Adjusted + cell(level, at).Deviation;
    }
}
