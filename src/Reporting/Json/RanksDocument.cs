using Sweep.Core.Statistics;

namespace Sweep.Reporting.Json;

internal sealed record RanksDocument(
    int Blocks, int LeftOut, IReadOnlyList<double?> MeanRanks, IReadOnlyList<double?> SettingRanks, double? Friedman, double? P, double? AdjustedP,
    double? CriticalDifference, IReadOnlyList<IReadOnlyList<double?>> PairwiseP)
{
    public static RanksDocument? Of(RankAnalysis? ranks) => ranks is null ? null : new(
        ranks.Blocks, ranks.LeftOut, [.. ranks.MeanRanks.Select(ResultsJson.Finite)], [.. ranks.SettingRanks.Select(ResultsJson.Finite)], ResultsJson.Finite(ranks.Friedman),
        ResultsJson.Finite(ranks.P), ResultsJson.Finite(ranks.AdjustedP), ResultsJson.Finite(ranks.CriticalDifference),
        [.. ranks.PairwiseP.Select(row => (IReadOnlyList<double?>)[.. row.Select(ResultsJson.Finite)])]);
}
