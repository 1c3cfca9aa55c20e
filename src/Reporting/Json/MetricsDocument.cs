using Sweep.Core.Results;

namespace Sweep.Reporting.Json;

internal sealed record MetricsDocument(
    string Score, int Epochs, long Steps, long Samples, int BestEpoch, double? TrainLoss, double? TrainScore,
    double? ValidationLoss, double? ValidationScore, double? TestLoss, double? TestScore,
    double? TrainTopK, double? ValidationTopK, double? TestTopK, long DivergedStep, int DivergedLayer)
{
    public static MetricsDocument Of(TrialResult result) => new(
        Names.ScoreOf(result.Task), result.Epochs, result.Steps, result.Samples, result.BestEpoch,
        ResultsJson.Finite(result.TrainLoss), ResultsJson.Finite(result.TrainScore),
        ResultsJson.Finite(result.ValidationLoss), ResultsJson.Finite(result.ValidationScore),
        ResultsJson.Finite(result.TestLoss), ResultsJson.Finite(result.TestScore),
        ResultsJson.Finite(result.TrainTopK), ResultsJson.Finite(result.ValidationTopK), ResultsJson.Finite(result.TestTopK),
        result.DivergedStep, result.DivergedLayer);
}
