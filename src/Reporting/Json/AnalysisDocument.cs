using Sweep.Core.Statistics;

namespace Sweep.Reporting.Json;

internal sealed record AnalysisDocument
{
    public required string Adjust { get; init; }

    public required double Confidence { get; init; }

    public required string Basis { get; init; }

    public required int Units { get; init; }

    public required string Method { get; init; }

    public required bool Exact { get; init; }

    public required long Unfinished { get; init; }

    public required IReadOnlyList<ShareDocument> Variance { get; init; }

    public required IReadOnlyList<InteractionDocument> Interactions { get; init; }

    public required IReadOnlyList<CensoringDocument> Censoring { get; init; }

    public required WinnerDocument? Winner { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public static AnalysisDocument Of(SweepAnalysis analysis) => new()
    {
        Adjust = Names.Of(analysis.Options.Adjust),
        Confidence = analysis.Options.Confidence,
        Basis = Names.Of(analysis.Basis),
        Units = analysis.Units,
        Method = Names.Of(analysis.Method),
        Exact = analysis.Variance.Exact,
        Unfinished = analysis.Missing.Unfinished,
        Variance =
        [
            .. analysis.Variance.Main.Select(ShareDocument.Of),
            .. analysis.Variance.Pairs.Select(ShareDocument.Of),
            ShareDocument.Of(analysis.Variance.Higher),
            ShareDocument.Of(analysis.Variance.Replicate),
            ShareDocument.Of(analysis.Variance.Residual),
        ],
        Interactions = [.. analysis.Interactions.Select(i => InteractionDocument.Of(i, analysis))],
        Censoring = [.. analysis.Censoring.Select(c => new CensoringDocument(
            c.Factor, c.Level, c.Missing, c.Trials, ResultsJson.Finite(c.Confidence.Low), ResultsJson.Finite(c.Confidence.High), c.Uneven, c.Text))],
        Winner = WinnerDocument.Of(analysis.Winner),
        Notes = analysis.Notes,
    };
}
