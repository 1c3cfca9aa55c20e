using Sweep.Core.Statistics;

namespace Sweep.Reporting.Json;

internal sealed record LevelDocument
{
    public required string Level { get; init; }

    public required int Count { get; init; }

    public required double? Mean { get; init; }

    public required double? Median { get; init; }

    public required double? Adjusted { get; init; }

    public required double? StandardError { get; init; }

    public required double? Low { get; init; }

    public required double? High { get; init; }

    public required int Trials { get; init; }

    public required int Diverged { get; init; }

    public required double? DivergedShare { get; init; }

    public required double? DivergedLow { get; init; }

    public required double? DivergedHigh { get; init; }

    public required int Failed { get; init; }

    public required int Stopped { get; init; }

    public required EffectDocument? VersusBest { get; init; }

    public static LevelDocument Of(FactorAnalysis factor, int number)
    {
        var level = factor.Levels[number];
        return new()
        {
            Level = level.Level,
            Count = level.Valued,
            Mean = ResultsJson.Finite(level.Mean),
            Median = ResultsJson.Finite(level.Median),
            Adjusted = ResultsJson.Finite(level.Adjusted),
            StandardError = ResultsJson.Finite(level.StandardError),
            Low = ResultsJson.Finite(level.Confidence.Low),
            High = ResultsJson.Finite(level.Confidence.High),
            Trials = level.Judged,
            Diverged = level.Diverged,
            DivergedShare = ResultsJson.Finite(level.DivergedShare),
            DivergedLow = ResultsJson.Finite(level.DivergedConfidence.Low),
            DivergedHigh = ResultsJson.Finite(level.DivergedConfidence.High),
            Failed = level.Failed,
            Stopped = level.Stopped,
            VersusBest = EffectDocument.Of(factor, factor.VersusBest(number)),
        };
    }
}
