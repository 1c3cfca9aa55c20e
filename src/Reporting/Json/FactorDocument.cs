using Sweep.Core.Statistics;

namespace Sweep.Reporting.Json;

internal sealed record FactorDocument(
    string Name, double? EtaSquared, double? OmegaSquared, double? Share, string? Best, TestDocument Test,
    IReadOnlyList<LevelDocument> Levels, IReadOnlyList<EffectDocument> Contrasts, RanksDocument? Ranks)
{
    public static FactorDocument Of(FactorAnalysis factor) => new(
        factor.Factor,
        ResultsJson.Finite(factor.Share.EtaSquared),
        ResultsJson.Finite(factor.Share.OmegaSquared),
        ResultsJson.Finite(factor.Share.Share),
        factor.Best < 0 ? null : factor.Levels[factor.Best].Level,
        TestDocument.Of(factor.Test),
        [.. factor.Levels.Select((_, i) => LevelDocument.Of(factor, i))],
        [.. factor.Contrasts.Select(c => EffectDocument.Of(factor, c)!)],
        RanksDocument.Of(factor.Ranks));
}
