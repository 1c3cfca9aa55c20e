namespace Sweep.Reporting.Json;

internal sealed record LevelDocument
{
    public required string Level { get; init; }

    public required int Count { get; init; }

    public required double? Mean { get; init; }

    public required double? StandardError { get; init; }

    public required double? Low { get; init; }

    public required double? High { get; init; }

    public required double? Median { get; init; }

    public required int Trials { get; init; }

    public required int Diverged { get; init; }

    public required double? DivergedShare { get; init; }

    public required double? DivergedLow { get; init; }

    public required double? DivergedHigh { get; init; }

    public required EffectDocument? VersusBest { get; init; }
}
