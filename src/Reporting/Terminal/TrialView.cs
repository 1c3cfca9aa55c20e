using System.Globalization;
using Spectre.Console;
using Sweep.Core.Results;
using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Terminal;

/// <summary>One trial: what it is, how it ended, what the probes say, its curves and its layers.</summary>
internal static class TrialView
{
    private const int CurveWidth = 40;

    public static void Write(IAnsiConsole console, TrialReport report)
    {
        var definition = report.Definition;
        TableStyle.Heading(console, string.Create(CultureInfo.InvariantCulture, $"Trial {definition.Index} of {report.Sweep.Name} ({report.Sweep.Id})"));
        TableStyle.Line(console, string.Create(CultureInfo.InvariantCulture, $"combination {definition.Combination.Index}, replicate {definition.Replicate}, seed {definition.Key.Value}"));
        foreach (var (factor, level) in report.Spec.Factors.Zip(definition.Combination.Levels))
            TableStyle.Line(console, $"  {factor.Name}: {level}");
        WriteOutcome(console, report);
        foreach (var evidence in report.Verdicts.Evidence)
            TableStyle.Line(console, $"verdict: {TrialVerdicts.NameOf(evidence.Verdict)}{Span(evidence)}: {evidence.Text}");
        foreach (var remedy in report.Remedies)
            TableStyle.Line(console, $"remedy for {TrialVerdicts.NameOf(remedy.Verdict)}: {remedy.Text}");
        if (report.Epochs.Count == 0)
            return;
        WriteCurves(console, report);
        WriteLayers(console, report.Epochs[^1], report.Verdicts);
        DepthLawView.Write(console, report.Law);
    }

    private static string Span(VerdictEvidence evidence)
        => evidence.FirstEpoch == 0 ? ""
            : evidence.FirstEpoch == evidence.LastEpoch ? string.Create(CultureInfo.InvariantCulture, $" (epoch {evidence.LastEpoch})")
            : string.Create(CultureInfo.InvariantCulture, $" (epochs {evidence.FirstEpoch} to {evidence.LastEpoch})");

    private static void WriteOutcome(IAnsiConsole console, TrialReport report)
    {
        if (report.Trial is not { } trial)
        {
            TableStyle.Line(console, "outcome: not started");
            return;
        }

        if (trial.Finished is not { } finished)
        {
            TableStyle.Line(console, string.Create(CultureInfo.InvariantCulture, $"outcome: none yet; attempt {trial.Attempt} claimed by {trial.Owner}"));
            return;
        }

        var result = finished.Result;
        var end = result.End is { } e ? $" (end: {Names.Of(e)})" : "";
        var detail = result.Detail is null ? "" : $": {result.Detail}";
        TableStyle.Line(console, $"outcome: {Names.Of(result.Outcome)}{end}{detail}");
        TableStyle.Line(console, string.Create(CultureInfo.InvariantCulture,
            $"attempt {trial.Attempt} on {finished.Worker}, {result.Epochs} epochs, {result.Steps} steps, {finished.Seconds:F2} s; weights of epoch {result.BestEpoch}"));
        TableStyle.Line(console, $"digest: {finished.Digest}{(report.Verified == false ? " DOES NOT MATCH the record's result and epochs" : "")}");
        if (report.DigestLimit is { } limit)
            TableStyle.Line(console, limit);
        if (result.Outcome is TrialOutcome.Completed or TrialOutcome.Stopped)
        {
            var score = Names.ScoreOf(result.Task);
            var table = TableStyle.New(console, ("", false), ("train", true), ("validation", true), ("test", true));
            TableStyle.Row(table, "loss", Show.Number(result.TrainLoss), Show.Number(result.ValidationLoss), Show.Number(result.TestLoss));
            TableStyle.Row(table, score, Show.Number(result.TrainScore), Show.Number(result.ValidationScore), Show.Number(result.TestScore));
            if (TopK(report) is var k and > 0)
                TableStyle.Row(table, Invariant($"top-{k} accuracy"), Show.Number(result.TrainTopK), Show.Number(result.ValidationTopK), Show.Number(result.TestTopK));
            console.Write(table);
        }
    }

    private static int TopK(TrialReport report) => report.Definition.Combination.Config.Training.TopK;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void WriteCurves(IAnsiConsole console, TrialReport report)
    {
        var glyphs = new Glyphs(console);
        var score = Names.ScoreOf(report.Task);
        TableStyle.Heading(console, string.Create(CultureInfo.InvariantCulture, $"Learning curves over {report.Epochs.Count} epochs (first, curve, last)"));
        Curve("train loss", e => e.TrainLoss);
        Curve("validation loss", e => e.ValidationLoss);
        Curve($"validation {score}", e => e.ValidationScore);
        if (TopK(report) is var k and > 0)
            Curve(Invariant($"validation top-{k}"), e => e.ValidationTopK);
        TableStyle.Line(console, "");

        void Curve(string name, Func<EpochReport, double> of)
        {
            var values = report.Epochs.Select(of).ToList();
            TableStyle.Line(console, $"{name,-20} {Show.Number(values[0]),8} {glyphs.Curve(values, CurveWidth)} {Show.Number(values[^1])}");
        }
    }

    private static void WriteLayers(IAnsiConsole console, EpochReport epoch, TrialVerdicts verdicts)
    {
        if (epoch.Layers.Count == 0)
            return;
        TableStyle.Heading(console, string.Create(CultureInfo.InvariantCulture, $"Layers in epoch {epoch.Epoch}"));
        var table = TableStyle.New(console,
            ("layer", true), ("grad\nmin", true), ("grad\nmean", true), ("grad\nmax", true), ("NaN/\nInf", true), ("weight\nnorm", true), ("update\nratio", true), ("dead", true), ("satu-\nrated", true), ("clip\nrate", true), ("verdict", false));
        foreach (var layer in epoch.Layers)
        {
            TableStyle.Row(table,
                layer.Layer.ToString(CultureInfo.InvariantCulture),
                Show.Ratio(layer.GradientNormMin), Show.Ratio(layer.GradientNormMean), Show.Ratio(layer.GradientNormMax),
                layer.NanCount + layer.InfCount == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{layer.NanCount}/{layer.InfCount}"),
                Show.Ratio(layer.WeightNorm), Show.Ratio(layer.UpdateRatio),
                Show.Percent(layer.DeadShare), Show.Percent(layer.SaturatedShare), Show.Percent(layer.ClipRate),
                string.Join(", ", verdicts.Layers.Where(l => l.Layer == layer.Layer && l.Verdict != Verdict.Healthy).Select(l => TrialVerdicts.NameOf(l.Verdict))));
        }

        console.Write(table);
    }
}
