using System.Globalization;
using Sweep.Core.Statistics;
using Sweep.Core.Verdicts;
using Sweep.Reporting.Report.Html;

namespace Sweep.Reporting.Report;

/// <summary>The answer to the sweep's question in three sentences: what matters, what is best, what went wrong.</summary>
internal static class Answer
{
    /// <summary>The sentences.</summary>
    public static IReadOnlyList<Raw> Of(ReportData data)
    {
        if (data.Results.Trials.Completed == 0)
        {
            return data.Results.Trials.Finished == 0
                ? [new("No trial has a result yet.")]
                : [HtmlBuilder.Of(h => h.Add($"None of the {ReportWords.Count(data.Results.Trials.Finished, "trial")} with a result completed, so there is nothing to compare.")), Trouble(data)];
        }

        return [Matters(data), Best(data), Trouble(data)];
    }

    private static Raw Matters(ReportData data) => HtmlBuilder.Of(h =>
    {
        var alpha = data.Analysis.Options.Alpha;
        var varied = data.Analysis.Factors.Select(f => (Factor: f, Contrast: Telling(f, alpha))).Where(p => p.Contrast is not null).ToList();
        var pairs = varied.Where(p => !FactorWords.OfData(p.Factor.Factor)).ToList();
        var conditions = varied.Where(p => FactorWords.OfData(p.Factor.Factor) && p.Contrast!.ClearAt(alpha)).ToList();
        if (pairs.Count == 0)
        {
            h.Add($"{(varied.Count > 0 ? "Only the data were varied, so there is no choice to advise on." : "Nothing was varied in a way that two levels could be compared by.")}");
            Conditions(h, data, conditions);
            return;
        }

        var (first, contrast) = pairs[0];
        var settled = contrast!.ClearAt(alpha);
        h.Add($"The choice of <strong>{first.Factor}</strong> {(settled ? "matters most" : "seems to matter most")}: ").Add(Beats(data, first, contrast));
        if (first.Share.OmegaSquared > 0)
            h.Add($", and it explains <strong>{Show.Percent(first.Share.OmegaSquared)}</strong> of all variance");
        if (!settled)
            h.Add($", but after correction for {ReportWords.Count(data.Analysis.Factors.Sum(f => f.Contrasts.Count), "comparison")} that is not settled");
        var others = pairs.Skip(1).Where(p => p.Contrast!.ClearAt(alpha)).ToList();
        if (others.Count > 0)
            h.Add($"; {(settled ? $"{others[0].Factor.Factor} comes next, where" : $"settled is that in {others[0].Factor.Factor}")} ").Add(Beats(data, others[0].Factor, others[0].Contrast!));
        if (others.Count > 1)
            h.Add($", then {ReportWords.And([.. others.Skip(1).Select(p => p.Factor.Factor)])}");
        var open = pairs.Skip(1).Where(p => !p.Contrast!.ClearAt(alpha)).Select(p => p.Factor.Factor).ToList();
        if (open.Count > 0)
            h.Add($"; what {ReportWords.And(open)} {(open.Count == 1 ? "does" : "do")} is open");
        h.Add($"{(Dependence.Of(data.Analysis) is { } depends ? $"; but {depends}." : ".")}");
        Conditions(h, data, conditions);
    });

    // Data are not chosen for being easy: what they change is told apart.
    private static void Conditions(HtmlBuilder h, ReportData data, IEnumerable<(FactorAnalysis Factor, Contrast? Contrast)> conditions)
    {
        foreach (var (factor, contrast) in conditions)
            h.Add($" With {factor.Factor} {factor.Levels[contrast!.Reference].Level} the data are easier than with {factor.Levels[contrast.Level].Level} by ").Add(Difference(data, contrast)).Add($".");
    }

    private static Raw Best(ReportData data) => HtmlBuilder.Of(h =>
    {
        if (data.Recommended is not { } best)
        {
            h.Add($"No combination has a value, so none can be recommended.");
            return;
        }

        var metric = ReportWords.Metric(data);
        var complete = data.Analysis.Winner is { } picked && best.Leader.Complete ? picked.Candidates : data.Plan.Combinations;
        var among = complete >= data.Plan.Combinations ? $"The best of {ReportWords.Count(data.Plan.Combinations, "combination")}"
            : complete == 1 ? $"The only complete one of {ReportWords.Count(data.Plan.Combinations, "combination")}"
            : $"The best of the {HtmlBuilder.Count(complete)} complete ones of {ReportWords.Count(data.Plan.Combinations, "combination")}";
        var conditions = ReportWords.Conditions(data, best.Levels);
        var choices = ReportWords.Choices(data, best.Levels);
        if (conditions.Length == 0)
            h.Add($"{among} is <strong>{ReportWords.Levels(data, best.Levels)}</strong>");
        else if (choices.Length == 0)
            h.Add($"{among}, which differ in their data alone, is <strong>{conditions}</strong>");
        else
            h.Add($"{among} of choices and data is <strong>{choices}</strong> on {conditions}");
        h.Add($", with a {metric} of <strong>{Show.Number(best.Leader.Tally.Mean)}</strong>");
        h.Add($"{(data.Spec.Replicates > 1 ? $" over {ReportWords.Count(best.Leader.Tally.Completed, "replicate")}" : " in a single replicate")}");
        if (data.Analysis.Winner is { } winner && winner.Combination == best.Leader.Combination && double.IsFinite(winner.Corrected))
            h.Add($", {Show.PlusMinus(winner.Corrected, winner.Confidence.HalfWidth)} once the luck of having been picked is taken off");
        if (double.IsFinite(best.Leader.Tally.TestScore))
            h.Add($", and a test {ReportWords.Score(data)} of <strong>{Show.Number(best.Leader.Tally.TestScore)}</strong>");
        h.Add($"{(best.Leader.Complete ? "." : ", though not all of its replicates completed.")}");
    });

    private static Raw Trouble(ReportData data) => HtmlBuilder.Of(h =>
    {
        var totals = data.Results.Trials;
        var judged = data.Judged;
        var bad = data.VerdictTotals.Where(v => v.Key is not (Verdict.Healthy or Verdict.Diverged)).OrderByDescending(v => v.Value).Take(3).ToList();
        var healthy = data.VerdictTotals.GetValueOrDefault(Verdict.Healthy);
        if (totals.Diverged == 0 && bad.Count == 0)
        {
            h.Add($"Nothing went wrong: {(judged == 0 ? "no trial diverged" : $"all {ReportWords.Count(judged, "judged trial")} were healthy")}.");
            return;
        }

        if (totals.Diverged > 0)
        {
            var worst = data.Analysis.Factors.SelectMany(f => f.Levels.Select(l => (f.Factor, Level: l))).Where(p => p.Level.Diverged > 0).MaxBy(p => p.Level.DivergedConfidence.Low);
            h.Add($"<strong>{HtmlBuilder.Count(totals.Diverged)} of {HtmlBuilder.Count(totals.Finished)} trials diverged</strong>");
            if (worst.Level is not null)
                h.Add($", {(totals.Diverged == 1 ? "" : $"{(worst.Level.Diverged == totals.Diverged ? "all" : HtmlBuilder.Count(worst.Level.Diverged))} of them ")}with {worst.Factor} {worst.Level.Level}");
            h.Add($"{(bad.Count > 0 ? "; " : ".")}");
        }

        if (bad.Count > 0)
        {
            var verdicts = ReportWords.And([.. bad.Select(v => $"{HtmlBuilder.Count(v.Value)} {TrialVerdicts.NameOf(v.Key)}{Where(data, v.Key)}")]);
            h.Add($"{(totals.Diverged > 0 ? "t" : "T")}he probes call {verdicts}, and {HtmlBuilder.Count(healthy)} of {HtmlBuilder.Count(judged)} trials healthy.");
        }
    });

    private static string Where(ReportData data, Verdict verdict)
    {
        var total = data.VerdictTotals.GetValueOrDefault(verdict);
        var (factor, level, count) = data.MostOften(verdict);
        return factor is not null && count * 10 >= total * 9 ? count == total ? $" ({(total == 1 ? "" : "all ")}with {factor} {level})" : $" (nearly all with {factor} {level})" : "";
    }

    // The best against the level that is clearly worse by most; where none is clear, against the one furthest behind.
    private static Contrast? Telling(FactorAnalysis factor, double alpha)
        => Enumerable.Range(0, factor.Levels.Count).Select(factor.VersusBest)
            .Where(c => c is not null && double.IsFinite(c.Difference))
            .OrderByDescending(c => c!.ClearAt(alpha)).ThenByDescending(c => Math.Abs(c!.Difference)).FirstOrDefault();

    private static Raw Beats(ReportData data, FactorAnalysis factor, Contrast contrast) => HtmlBuilder.Of(h => h
        .Add($"{FactorWords.Level(factor, contrast.Reference)} beats {factor.Levels[contrast.Level].Level} by ").Add(Difference(data, contrast)));

    private static Raw Difference(ReportData data, Contrast contrast) => HtmlBuilder.Of(h =>
    {
        var interval = contrast.Trusted;
        h.Add($"<strong>{Show.PlusMinus(Math.Abs(contrast.Difference), contrast.Bootstrap is null ? interval.HalfWidth : double.NaN)}</strong> {ReportWords.Metric(data)}");
        var level = (100 * data.Analysis.Options.Confidence).ToString("0.##", CultureInfo.InvariantCulture);
        if (contrast.Bootstrap is { } b)
            h.Add($" ({level} % interval {Show.Number(Math.Min(Math.Abs(b.Low), Math.Abs(b.High)))} to {Show.Number(Math.Max(Math.Abs(b.Low), Math.Abs(b.High)))})");
        else if (double.IsFinite(interval.Low))
            h.Add($" ({level} % interval)");
    });
}
