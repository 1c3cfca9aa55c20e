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

    /// <summary>The question: the spec's description, or what its factors ask.</summary>
    public static string Question(ReportData data)
    {
        if (data.Spec.Description.Trim() is { Length: > 0 } asked)
            return asked;
        var factors = data.Spec.Factors.Select(f => f.Name.Replace('_', ' ')).ToList();
        return factors.Count == 0
            ? $"How well does {data.Spec.Name} train?"
            : $"Which {And(factors)} should {data.Spec.Name} use, and how much does {(factors.Count == 1 ? "it" : "each")} matter?";
    }
}
