using System.Text.Json.Serialization;
using Sweep.Core.Results;

namespace Sweep.Reporting.Json;

internal sealed record EpochDocument
{
    public required int Epoch { get; init; }

    public required long Steps { get; init; }

    public required double? TrainLoss { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required ScoreDocument? TrainAccuracy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required ScoreDocument? TrainR2 { get; init; }

    public required double? ValidationLoss { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required ScoreDocument? ValidationAccuracy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required ScoreDocument? ValidationR2 { get; init; }

    public required double? TrainTopK { get; init; }

    public required double? ValidationTopK { get; init; }

    public required double? LearningRate { get; init; }

    public required IReadOnlyList<LayerDocument> Layers { get; init; }

    public static EpochDocument Of(EpochReport epoch, TaskKind task) => new()
    {
        Epoch = epoch.Epoch,
        Steps = epoch.Steps,
        TrainLoss = ResultsJson.Finite(epoch.TrainLoss),
        TrainAccuracy = ScoreDocument.For(TaskKind.Classification, task, epoch.TrainScore),
        TrainR2 = ScoreDocument.For(TaskKind.Regression, task, epoch.TrainScore),
        ValidationLoss = ResultsJson.Finite(epoch.ValidationLoss),
        ValidationAccuracy = ScoreDocument.For(TaskKind.Classification, task, epoch.ValidationScore),
        ValidationR2 = ScoreDocument.For(TaskKind.Regression, task, epoch.ValidationScore),
        TrainTopK = ResultsJson.Finite(epoch.TrainTopK),
        ValidationTopK = ResultsJson.Finite(epoch.ValidationTopK),
        LearningRate = ResultsJson.Finite(epoch.LearningRate),
        Layers = [.. epoch.Layers.Select(LayerDocument.Of)],
    };
}
