using System.Globalization;
using Sweep.Core.Results;
using Sweep.Core.Statistics;

namespace Sweep.Reporting.Report;

/// <summary>What a reader should not take at face value, the gravest first.</summary>
internal static class Distrust
{
    /// <summary>The points, in sentences; never none, since no sweep is beyond doubt.</summary>
    public static IReadOnlyList<string> Of(ReportData data)
    {
        var points = new List<string>();
        var totals = data.Results.Trials;
        if (totals.Finished < totals.Total)
            points.Add($"Only {HtmlCount(totals.Finished)} of {HtmlCount(totals.Total)} trials have a result; what is missing can change every number here.");
        if (totals.Failed + totals.Stopped > 0)
            points.Add($"{ReportWords.Count(totals.Failed, "trial")} failed for reasons not the network's and {HtmlCount(totals.Stopped)} were stopped; they are in no mean.");
        Censoring(points, data);
        if (data.Spec.Objective.Metric is Metric.TrainLoss or Metric.TrainAccuracy or Metric.TrainR2 or Metric.TrainTopK)
            points.Add("The objective is measured on the training batches, so it rewards learning by heart.");
        Winner(points, data);
        Edges(points, data);
        Basis(points, data);
        if (!data.Spec.Base.Dataset.Resample)
            points.Add("All replicates share one split of the data. The intervals tell how much other seeds would change, not how much other data would.");
        Open(points, data);
        if (data.Results.Notes.Count > 0)
            points.Add(data.Results.Notes[0]);
        return points;
    }

    private static void Censoring(List<string> points, ReportData data)
    {
        const int Named = 3;
        var notes = data.Analysis.Censoring.OrderByDescending(c => c.Confidence.Low).ToList();
        if (notes.Count == 0)
            return;
        var levels = ReportWords.And([.. notes.Take(Named).Select(c => $"{c.Factor} {c.Level} ({c.Missing} of {c.Trials})")]);
        points.Add($"Means tell of those that came through: much is missing with {levels}{(notes.Count > Named ? $" and {ReportWords.Count(notes.Count - Named, "other level")}" : "")}. The ranks below count a diverged trial as the worst.");
    }

    private static void Winner(List<string> points, ReportData data)
    {
        if (data.Recommended is { } best && !best.Leader.Complete)
            points.Add($"No combination completed all its replicates; the recommended one completed {best.Leader.Tally.Completed} of {data.Spec.Replicates}.");
        if (data.Analysis.Winner is not { Rounds: > 0 } winner)
        {
            if (data.Spec.Replicates == 1 && data.Plan.Combinations > 1)
                points.Add("There is one replicate, so how lucky the best combination was cannot be told.");
            return;
        }

        var again = winner.SamePick == winner.Rounds ? "each time" : winner.SamePick == 0 ? "never" : string.Create(CultureInfo.InvariantCulture, $"{winner.SamePick} of {winner.Rounds} times");
        var worse = winner.Optimism > 0
            ? $"Its {ReportWords.Metric(data)} looks better than it is by about {Show.Number(winner.Optimism)}, the luck of being the best of {(winner.Candidates < data.Plan.Combinations ? $"the {HtmlCount(winner.Candidates)} complete ones" : HtmlCount(winner.Candidates))}."
            : "No luck of being picked shows in its mean.";
        points.Add($"{worse} Picked anew without one replicate, the same combination won {again}.");
    }

    // A best level at the end of its list may have a better one beyond.
    private static void Edges(List<string> points, ReportData data)
    {
        foreach (var factor in data.Analysis.Factors)
        {
            var numbers = factor.Levels.Select(l => double.TryParse(l.Level, NumberStyles.Float, CultureInfo.InvariantCulture, out var v) ? v : double.NaN).ToList();
            if (factor.Best < 0 || numbers.Count < 3 || numbers.Any(double.IsNaN))
                continue;
            var best = numbers[factor.Best];
            var contrast = Enumerable.Range(0, numbers.Count).Select(factor.VersusBest).Any(c => c is not null && c.ClearAt(data.Analysis.Options.Alpha));
            if (contrast && (best == numbers.Max() || (best == numbers.Min() && best != 0)))
                points.Add($"The best {factor.Factor}, {factor.Levels[factor.Best].Level}, is the {(best == numbers.Max() ? "largest" : "smallest")} that was tried; there may be a better one beyond.");
        }
    }

    private static void Basis(List<string> points, ReportData data)
    {
        if (data.Analysis.Basis == AnalysisBasis.Combinations && data.Spec.Replicates == 1)
            points.Add("With one replicate, how an effect varies over the other choices counts as its noise; another seed may change it further.");
        else if (data.Analysis.Units is > 1 and < 5)
            points.Add($"Intervals rest on {ReportWords.Count(data.Analysis.Units, "replicate")}: they are wide, and normality had to be assumed.");
    }

    private static void Open(List<string> points, ReportData data)
    {
        var open = data.Analysis.Factors
            .Where(f => f.Best >= 0)
            .SelectMany(f => Enumerable.Range(0, f.Levels.Count).Select(l => (Factor: f, Contrast: f.VersusBest(l))))
            .Where(p => p.Contrast is { Power.More: > 0 } c && !c.ClearAt(data.Analysis.Options.Alpha))
            .OrderBy(p => p.Contrast!.Power.More)
            .FirstOrDefault();
        if (open.Contrast is { } contrast)
        {
            points.Add($"Whether {open.Factor.Levels[contrast.Reference].Level} is really better than {open.Factor.Levels[contrast.Level].Level} is open; "
                + $"about {ReportWords.Count(contrast.Power.More, "more replicate")} would settle it if the difference is what it seems (`sweep extend {data.Results.Sweep.Id} --replicates {contrast.Power.Replicates.ToString(CultureInfo.InvariantCulture)}`).");
        }
    }

    private static string HtmlCount(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
