namespace Sweep.Reporting.Json;

internal sealed record BestDocument
{
    public required long Combination { get; init; }

    public required IReadOnlyDictionary<string, string> Levels { get; init; }

    public required double? Mean { get; init; }

    public required double? StandardError { get; init; }

    public required double? Low { get; init; }

    public required double? High { get; init; }

    public required int Replicates { get; init; }

    public required int Diverged { get; init; }

    public required bool Complete { get; init; }

    public required double? TestLoss { get; init; }

    public required double? TestScore { get; init; }
}
