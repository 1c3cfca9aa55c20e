using System.Text.Json;
using Sweep.Core.Verdicts;
using Sweep.Storage;

namespace Sweep.Reporting.Json;

/// <summary>The objects that commands print with <c>--json</c>. NaN and infinities become null; names are in snake_case.</summary>
public static class ResultsJson
{
    /// <summary>A sweep's results.</summary>
    public static string Of(SweepResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return JsonSerializer.Serialize(DocumentOf(results), ReportingJsonContext.Default.ResultsDocument);
    }

    /// <summary>One trial.</summary>
    public static string Of(TrialReport trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return JsonSerializer.Serialize(TrialDocument.Of(trial), ReportingJsonContext.Default.TrialDocument);
    }

    /// <summary>The list of sweeps.</summary>
    public static string Of(IReadOnlyList<SweepSummary> sweeps)
    {
        ArgumentNullException.ThrowIfNull(sweeps);
        return JsonSerializer.Serialize([.. sweeps.Select(SweepDocument.Of)], ReportingJsonContext.Default.SweepDocumentArray);
    }

    /// <summary>A finite number, or null.</summary>
    internal static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static ResultsDocument DocumentOf(SweepResults results) => new()
    {
        Id = results.Sweep.Id,
        Name = results.Sweep.Name,
        State = SweepDocument.NameOf(results.Sweep.State),
        Digest = results.Digest,
        Trials = new(results.Trials.Total, results.Trials.Completed, results.Trials.Diverged, results.Trials.Failed, results.Trials.Stopped),
        Objective = new(Names.Of(results.Spec.Objective.Metric), results.Spec.Objective.Maximize ? "maximize" : "minimize"),
        Seconds = results.Seconds,
        TrainingSeconds = results.TrainingSeconds,
        Best = [.. results.Best.Select(b => BestOf(results, b))],
        Factors = [.. results.Analysis.Factors.Select(FactorDocument.Of)],
        Gradients = [.. results.Gradients.Select(g => new GradientsDocument(
            Levels(results.GradientsBy, g.Levels), g.Trials, Finite(g.Ratio),
            Enum.GetValues<Verdict>().Where(g.Verdicts.ContainsKey).ToDictionary(TrialVerdicts.NameOf, v => g.Verdicts[v])))],
        Analysis = AnalysisDocument.Of(results.Analysis),
        Conclusion = Reporting.Conclusion.Of(results),
        Notes = results.Notes,
    };

    private static BestDocument BestOf(SweepResults results, BestCombination best) => new()
    {
        Combination = best.Leader.Combination,
        Levels = Levels([.. results.Spec.Factors.Select(f => f.Name)], best.Levels),
        Mean = Finite(best.Leader.Tally.Mean),
        StandardError = Finite(best.Leader.Tally.StandardError),
        Replicates = best.Leader.Tally.Completed,
        Diverged = best.Leader.Tally.Diverged,
        Complete = best.Leader.Complete,
        TestLoss = Finite(best.Leader.Tally.TestLoss),
        TestScore = Finite(best.Leader.Tally.TestScore),
    };

    private static Dictionary<string, string> Levels(IReadOnlyList<string> factors, IReadOnlyList<string> labels)
        => factors.Zip(labels).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
}
