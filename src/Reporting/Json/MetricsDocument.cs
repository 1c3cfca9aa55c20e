using System.Text.Json.Serialization;
using Sweep.Core.Results;

namespace Sweep.Reporting.Json;

internal sealed record MetricsDocument
{
    public required string Score { get; init; }

    public required int Epochs { get; init; }

    public required long Steps { get; init; }

    public required long Samples { get; init; }

    public required int BestEpoch { get; init; }

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

    public required double? TestLoss { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required ScoreDocument? TestAccuracy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required ScoreDocument? TestR2 { get; init; }

    public required double? TrainTopK { get; init; }

    public required double? ValidationTopK { get; init; }

    public required double? TestTopK { get; init; }

    public required long DivergedStep { get; init; }

    public required int DivergedLayer { get; init; }

    public static MetricsDocument Of(TrialResult result, TaskKind task) => new()
    {
        Score = Names.ScoreOf(task),
        Epochs = result.Epochs,
        Steps = result.Steps,
        Samples = result.Samples,
        BestEpoch = result.BestEpoch,
        TrainLoss = ResultsJson.Finite(result.TrainLoss),
        TrainAccuracy = ScoreDocument.For(TaskKind.Classification, task, result.TrainScore),
        TrainR2 = ScoreDocument.For(TaskKind.Regression, task, result.TrainScore),
        ValidationLoss = ResultsJson.Finite(result.ValidationLoss),
        ValidationAccuracy = ScoreDocument.For(TaskKind.Classification, task, result.ValidationScore),
        ValidationR2 = ScoreDocument.For(TaskKind.Regression, task, result.ValidationScore),
        TestLoss = ResultsJson.Finite(result.TestLoss),
        TestAccuracy = ScoreDocument.For(TaskKind.Classification, task, result.TestScore),
        TestR2 = ScoreDocument.For(TaskKind.Regression, task, result.TestScore),
        TrainTopK = ResultsJson.Finite(result.TrainTopK),
        ValidationTopK = ResultsJson.Finite(result.ValidationTopK),
        TestTopK = ResultsJson.Finite(result.TestTopK),
        DivergedStep = result.DivergedStep,
        DivergedLayer = result.DivergedLayer,
    };
}
