using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Json;

internal sealed record BeforeDocument(
    int Layer, int FirstEpoch, int LastEpoch, double From, double To, double? Growth, double LearningRate, double? WeightNorm, double? WeightGrowth, double? LossFrom, double? LossTo)
{
    public static BeforeDocument? Of(BeforeDivergence? before) => before is null ? null : new(
        before.Layer, before.FirstEpoch, before.LastEpoch, before.From, before.To, ResultsJson.Finite(before.Growth), before.LearningRate,
        ResultsJson.Finite(before.WeightNorm), ResultsJson.Finite(before.WeightGrowth), ResultsJson.Finite(before.LossFrom), ResultsJson.Finite(before.LossTo));
}
