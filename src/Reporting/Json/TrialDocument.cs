namespace Sweep.Reporting.Json;

internal sealed record TrialDocument
{
    public required string Sweep { get; init; }

    public required long Index { get; init; }

    public required long Combination { get; init; }

    public required int Replicate { get; init; }

    public required IReadOnlyDictionary<string, string> Levels { get; init; }

    public required int? Attempt { get; init; }

    public required string? Outcome { get; init; }

    public required string? End { get; init; }

    public required string? Detail { get; init; }

    public required IReadOnlyList<EvidenceDocument> Verdicts { get; init; }

    public required IReadOnlyList<RemedyDocument> Remedies { get; init; }

    public required IReadOnlyList<LayerVerdictDocument> LayerVerdicts { get; init; }

    public required BeforeDocument? BeforeDivergence { get; init; }

    public required DepthLawDocument? DepthLaw { get; init; }

    public required MetricsDocument? Metrics { get; init; }

    public required double? Seconds { get; init; }

    public required string? Worker { get; init; }

    public required string? Digest { get; init; }

    public required bool? DigestVerified { get; init; }

    public required IReadOnlyList<EpochDocument> Epochs { get; init; }

    public static TrialDocument Of(TrialReport report)
    {
        var finished = report.Trial?.Finished;
        var result = finished?.Result;
        return new()
        {
            Sweep = report.Sweep.Id,
            Index = report.Definition.Index,
            Combination = report.Definition.Combination.Index,
            Replicate = report.Definition.Replicate,
            Levels = report.Spec.Factors.Zip(report.Definition.Combination.Levels)
                .ToDictionary(p => p.First.Name, p => p.Second, StringComparer.Ordinal),
            Attempt = report.Trial?.Attempt,
            Outcome = result is null ? null : Names.Of(result.Outcome),
            End = result?.End is { } end ? Names.Of(end) : null,
            Detail = result?.Detail,
            Verdicts = [.. report.Verdicts.Evidence.Select(EvidenceDocument.Of)],
            Remedies = [.. report.Remedies.Select(RemedyDocument.Of)],
            LayerVerdicts = [.. report.Verdicts.Layers.Select(LayerVerdictDocument.Of)],
            BeforeDivergence = BeforeDocument.Of(report.Verdicts.Before),
            DepthLaw = DepthLawDocument.Of(report.Law),
            Metrics = result is null ? null : MetricsDocument.Of(result, report.Task),
            Seconds = finished?.Seconds,
            Worker = finished?.Worker,
            Digest = finished?.Digest,
            DigestVerified = report.Verified,
            Epochs = [.. report.Epochs.Select(epoch => EpochDocument.Of(epoch, report.Task))],
        };
    }
}
