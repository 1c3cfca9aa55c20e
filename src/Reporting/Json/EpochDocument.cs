using Sweep.Core.Results;

namespace Sweep.Reporting.Json;

internal sealed record EpochDocument(
    int Epoch, long Steps, double? TrainLoss, double? TrainScore, double? ValidationLoss, double? ValidationScore,
    double? TrainTopK, double? ValidationTopK, double? LearningRate, IReadOnlyList<LayerDocument> Layers)
{
    public static EpochDocument Of(EpochReport epoch) => new(
        epoch.Epoch, epoch.Steps,
        ResultsJson.Finite(epoch.TrainLoss), ResultsJson.Finite(epoch.TrainScore),
        ResultsJson.Finite(epoch.ValidationLoss), ResultsJson.Finite(epoch.ValidationScore),
        ResultsJson.Finite(epoch.TrainTopK), ResultsJson.Finite(epoch.ValidationTopK),
        ResultsJson.Finite(epoch.LearningRate), [.. epoch.Layers.Select(LayerDocument.Of)]);
}
