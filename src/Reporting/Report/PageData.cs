using Sweep.Core.Results;
using Sweep.Core.Verdicts;
using Sweep.Reporting.Report.Html;

namespace Sweep.Reporting.Report;

/// <summary>The trials of the page as the script reads them.</summary>
internal static class PageData
{
    private const int Digits = 5;

    /// <summary>Metrics of the table, the objective first.</summary>
    public static IReadOnlyList<(string Name, Func<ReportTrial, double> Of)> Metrics(ReportData data)
    {
        var score = ReportWords.Score(data);
        (Metric[] Metrics, string Name, Func<ReportTrial, double> Of)[] all =
        [
            ([Metric.ValidationLoss], "validation loss", t => t.ValidationLoss),
            ([Metric.ValidationAccuracy, Metric.ValidationR2], $"validation {score}", t => t.ValidationScore),
            ([Metric.TrainLoss], "train loss", t => t.TrainLoss),
            ([Metric.TrainAccuracy, Metric.TrainR2], $"train {score}", t => t.TrainScore),
        ];
        var objective = data.Spec.Objective.Metric;
        return [(ReportWords.Metric(data), t => t.Objective), .. all.Where(m => !m.Metrics.Contains(objective)).Select(m => (m.Name, m.Of))];
    }

    /// <summary>The trials as JSON, column by column.</summary>
    public static string ToJson(ReportData data)
    {
        var trials = data.Trials;
        var verdicts = Enum.GetValues<Verdict>();
        var outcomes = Enum.GetValues<TrialOutcome>();
        var workers = trials.Select(t => t.Worker).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new DataBlock()
            .Add("maximize", data.Spec.Objective.Maximize ? "true" : "false")
            .Whole("trial", trials.Select(t => t.Index))
            .Whole("combination", trials.Select(t => t.Combination))
            .Whole("replicate", trials.Select(t => (long)t.Replicate))
            .List("factors", Enumerable.Range(0, data.Factors.Count).Select(f => Factor(data, f)))
            .Texts("outcomes", outcomes.Select(Names.Of))
            .Whole("outcome", trials.Select(t => (long)Array.IndexOf(outcomes, t.Outcome)))
            .List("metrics", Metrics(data).Select(m => new DataBlock().Add("name", DataBlock.Text(m.Name)).Numbers("values", trials.Select(m.Of), Digits).ToString()))
            .Whole("epochs", trials.Select(t => (long)t.Epochs))
            .Numbers("seconds", trials.Select(t => t.Seconds), Digits)
            .Texts("verdicts", verdicts.Select(TrialVerdicts.NameOf))
            .Whole("mask", trials.Select(t => t.Verdicts.Evidence.Aggregate(0L, (mask, e) => mask | (1L << Array.IndexOf(verdicts, e.Verdict)))))
            .Texts("workers", workers)
            .Whole("worker", trials.Select(t => (long)workers.IndexOf(t.Worker)))
            .ToString();
    }

    private static string Factor(ReportData data, int f)
    {
        var factor = new DataBlock().Add("name", DataBlock.Text(data.Factors[f].Name)).Texts("levels", data.Factors[f].Levels)
            .Whole("level", data.Trials.Select(t => (long)t.Levels[f]));
        if (data.Spec.Factors[f].Range is not null)
            factor.Texts("labels", data.Trials.Select(t => t.Labels[f]));
        return factor.ToString();
    }
}
