using System.Text.Json;
using Sweep.Core.Verdicts;
using Sweep.Reporting.Comparing;
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

    /// <summary>What differs between two sweeps.</summary>
    public static string Of(SweepDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return JsonSerializer.Serialize(ComparisonDocument.Of(difference), ReportingJsonContext.Default.ComparisonDocument);
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
        Best = [.. results.Best.Select((b, i) => BestOf(results, b, i == 0))],
        Factors = [.. results.Analysis.Factors.Select(FactorDocument.Of)],
        Gradients = [.. results.Gradients.Select(g => new GradientsDocument(
            Levels(results.GradientsBy, g.Levels), g.Trials, Finite(g.Ratio),
            Enum.GetValues<Verdict>().Where(g.Verdicts.ContainsKey).ToDictionary(TrialVerdicts.NameOf, v => g.Verdicts[v])))],
        Analysis = AnalysisDocument.Of(results.Analysis),
        Conclusion = Reporting.Conclusion.Of(results),
        Notes = results.Notes,
    };

    // Test data are looked at once, for the combination that won.
    private static BestDocument BestOf(SweepResults results, BestCombination best, bool won) => new()
    {
        Combination = best.Leader.Combination,
        Levels = Levels([.. results.Spec.Factors.Select(f => f.Name)], best.Levels),
        Mean = Finite(best.Leader.Tally.Mean),
        StandardError = Finite(best.Leader.Tally.StandardError),
        Low = Finite(best.Leader.IntervalAt(results.Analysis.Options.Confidence).Low),
        High = Finite(best.Leader.IntervalAt(results.Analysis.Options.Confidence).High),
        Replicates = best.Leader.Tally.Completed,
        Diverged = best.Leader.Tally.Diverged,
        Complete = best.Leader.Complete,
        TestLoss = won ? Finite(best.Leader.Tally.TestLoss) : null,
        TestScore = won ? Finite(best.Leader.Tally.TestScore) : null,
    };

    private static Dictionary<string, string> Levels(IReadOnlyList<string> factors, IReadOnlyList<string> labels)
        => factors.Zip(labels).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
}
