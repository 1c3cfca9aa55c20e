using Sweep.Core.Statistics;

namespace Sweep.Reporting.Json;

internal sealed record EffectDocument
{
    public required string Level { get; init; }

    public required string Reference { get; init; }

    public required double? Difference { get; init; }

    public required double? StandardError { get; init; }

    public required double? Degrees { get; init; }

    public required double? Low { get; init; }

    public required double? High { get; init; }

    public required double? BootstrapLow { get; init; }

    public required double? BootstrapHigh { get; init; }

    public required double? P { get; init; }

    public required double? AdjustedP { get; init; }

    public required int Pairs { get; init; }

    public required double? CohenD { get; init; }

    public required double? HedgesG { get; init; }

    public required int? ReplicatesWanted { get; init; }

    public required double? Detectable { get; init; }

    public static EffectDocument? Of(FactorAnalysis factor, Contrast? contrast) => contrast is null ? null : new()
    {
        Level = factor.Levels[contrast.Level].Level,
        Reference = factor.Levels[contrast.Reference].Level,
        Difference = ResultsJson.Finite(contrast.Difference),
        StandardError = ResultsJson.Finite(contrast.StandardError),
        Degrees = ResultsJson.Finite(contrast.Degrees),
        Low = ResultsJson.Finite(contrast.Confidence.Low),
        High = ResultsJson.Finite(contrast.Confidence.High),
        BootstrapLow = contrast.Bootstrap is { } low ? ResultsJson.Finite(low.Low) : null,
        BootstrapHigh = contrast.Bootstrap is { } high ? ResultsJson.Finite(high.High) : null,
        P = ResultsJson.Finite(contrast.P),
        AdjustedP = ResultsJson.Finite(contrast.AdjustedP),
        Pairs = contrast.Pairs,
        CohenD = ResultsJson.Finite(contrast.CohenD),
        HedgesG = ResultsJson.Finite(contrast.HedgesG),
        ReplicatesWanted = contrast.Power.Replicates > 0 ? contrast.Power.Replicates : null,
        Detectable = ResultsJson.Finite(contrast.Power.Detectable),
    };
}
