using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Reporting.Report;

/// <summary>Words that several parts of the page share.</summary>
internal static class ReportWords
{
    /// <summary>The objective's metric in words: <c>validation loss</c>.</summary>
    public static string Metric(ReportData data) => Names.Of(data.Spec.Objective.Metric).Replace('_', ' ');

    /// <summary>The metric of the learning curves, which are those of the objective on both sets: <c>loss</c>.</summary>
    public static string CurveMetric(ReportData data) => data.Spec.Objective.Metric switch
    {
        Core.Results.Metric.ValidationLoss or Core.Results.Metric.TrainLoss => "loss",
        Core.Results.Metric.ValidationAccuracy or Core.Results.Metric.TrainAccuracy => "accuracy",
        Core.Results.Metric.ValidationR2 or Core.Results.Metric.TrainR2 => "R²",
        _ => "top-k accuracy",
    };

    /// <summary>The name of the task's score: <c>accuracy</c>.</summary>
    public static string Score(ReportData data) => data.Results.Task == TaskKind.Regression ? "R²" : "accuracy";

    /// <summary><c>1 trial</c>, <c>12 trials</c>.</summary>
    public static string Count(long number, string noun)
        => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>Names in a row: <c>a, b and c</c>.</summary>
    public static string And(IReadOnlyList<string> names)
        => names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}";

    /// <summary>A combination in words: <c>activation relu, clip none</c>.</summary>
    public static string Levels(ReportData data, IReadOnlyList<string> labels)
        => labels.Count == 0 ? "the only combination" : string.Join(", ", data.Spec.Factors.Zip(labels, (f, l) => $"{f.Name} {l}"));

    /// <summary>Seconds as people say them.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 7_200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600:0.0} h"),
    };

    /// <summary>The levels of a combination that somebody chose: <c>activation relu, clip none</c>; empty where nothing but data was varied.</summary>
    public static string Choices(ReportData data, IReadOnlyList<string> labels) => Levels(data, labels, ofData: false);

    /// <summary>What data a combination was tried on, of those that were varied: <c>dataset moons</c>; empty where none were.</summary>
    public static string Conditions(ReportData data, IReadOnlyList<string> labels) => Levels(data, labels, ofData: true);

    /// <summary>The question: the spec's description, or what its factors ask. Data are what choices are compared on, and no choice.</summary>
    public static string Question(ReportData data)
    {
        if (data.Spec.Description.Trim() is { Length: > 0 } asked)
            return asked;
        var choices = Words(f => !FactorWords.OfData(f));
        var conditions = Words(FactorWords.OfData);
        if (choices.Count == 0)
            return conditions.Count == 0 ? $"How well does {data.Spec.Name} train?" : $"How much {(conditions.Count == 1 ? "does" : "do")} {And(conditions)} change how well {data.Spec.Name} trains?";
        var matter = $"how much does {(choices.Count == 1 ? "it" : "each")} matter";
        return $"Which {And(choices)} should {data.Spec.Name} use, {(conditions.Count == 0 ? $"and {matter}" : $"{matter}, and does that hold for every {And(conditions)}")}?";

        List<string> Words(Func<string, bool> which) => [.. data.Spec.Factors.Where(f => which(f.Name)).Select(f => f.Name.Replace('_', ' '))];
    }

    /// <summary>How much was varied: <c>of 2 choices</c>, <c>of 1 choice and 1 factor of the data</c>.</summary>
    public static string Varied(ReportData data)
    {
        var conditions = data.Spec.Factors.Count(f => FactorWords.OfData(f.Name));
        var choices = $"of {Count(data.Spec.Factors.Count - conditions, "choice")}";
        return conditions == 0 ? choices : $"{choices} and {Count(conditions, "factor")} of the data";
    }

    private static string Levels(ReportData data, IReadOnlyList<string> labels, bool ofData)
        => string.Join(", ", data.Spec.Factors.Zip(labels).Where(p => FactorWords.OfData(p.First.Name) == ofData).Select(p => $"{p.First.Name} {p.Second}"));
}
