namespace Sweep.Reporting.Json;

internal sealed record ResultsDocument
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string State { get; init; }

    public required string Digest { get; init; }

    public required TrialsDocument Trials { get; init; }

    public required ObjectiveDocument Objective { get; init; }

    public required IReadOnlyList<BestDocument> Best { get; init; }

    public required double Seconds { get; init; }

    public required double TrainingSeconds { get; init; }

    public required IReadOnlyList<FactorDocument> Factors { get; init; }

    public required AnalysisDocument Analysis { get; init; }

    public required IReadOnlyList<GradientsDocument> Gradients { get; init; }

    public required string Conclusion { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }
}
