using System.Text.Json;
using Sweep.Core.Results;
using Sweep.Reporting.Export;
using Sweep.Reporting.Json;
using Sweep.Storage;

namespace Sweep.Reporting.Tests;

public sealed class ResultsJsonTests
{
    [Fact]
    public async Task Trial_json_holds_levels_verdicts_metrics_and_epochs()
    {
        var sweep = new SmallSweep();
        var json = JsonDocument.Parse(ResultsJson.Of(await TrialReport.LoadAsync(sweep.Store, sweep.Record, sweep.Plan, 2))).RootElement;

        Assert.Equal("sigmoid", json.GetProperty("levels").GetProperty("activation").GetString());
        Assert.Equal(("vanishing", 1), (json.GetProperty("verdicts")[0].GetProperty("verdict").GetString(), json.GetProperty("verdicts")[0].GetProperty("layer").GetInt32()));
        Assert.Equal(0.5, json.GetProperty("metrics").GetProperty("validation_loss").GetDouble());
        Assert.Equal(6, json.GetProperty("epochs").GetArrayLength());
        var layer = json.GetProperty("epochs")[0].GetProperty("layers")[0];
        Assert.Equal(1e-4, layer.GetProperty("gradient_norm_mean").GetDouble(), 1e-9);
        Assert.Equal(JsonValueKind.Null, layer.GetProperty("clip_rate").ValueKind);
        Assert.True(json.GetProperty("digest_verified").GetBoolean());
    }

    [Fact]
    public async Task Trial_json_holds_top_k_accuracies_and_null_where_none_are_measured()
    {
        var store = Recorded.Store(2);
        store.Add(0, SmallSweep.Completed(0.5) with { TrainTopK = 1, ValidationTopK = 0.875, TestTopK = 0.75 }, SmallSweep.Epochs(1, 1)[0] with { TrainTopK = 0.625, ValidationTopK = 0.5 });
        store.Add(1, SmallSweep.Completed(0.5), SmallSweep.Epochs(1, 1)[0]);
        async Task<JsonElement> Trial(long index)
            => JsonDocument.Parse(ResultsJson.Of(await TrialReport.LoadAsync(store, Recorded.Sweep(2), new FakePlan(2, SmallSweep.Loss), index))).RootElement;

        var (measured, not) = (await Trial(0), await Trial(1));
        Assert.Equal((1.0, 0.875, 0.75), (Metric(measured, "train_top_k"), Metric(measured, "validation_top_k"), Metric(measured, "test_top_k")));
        Assert.Equal((0.625, 0.5), (measured.GetProperty("epochs")[0].GetProperty("train_top_k").GetDouble(), measured.GetProperty("epochs")[0].GetProperty("validation_top_k").GetDouble()));
        Assert.Equal(JsonValueKind.Null, not.GetProperty("metrics").GetProperty("test_top_k").ValueKind);
        Assert.Equal(JsonValueKind.Null, not.GetProperty("epochs")[0].GetProperty("validation_top_k").ValueKind);

        static double Metric(JsonElement trial, string name) => trial.GetProperty("metrics").GetProperty(name).GetDouble();
    }

    [Theory]
    [InlineData(TaskKind.Classification, "accuracy", "r2")]
    [InlineData(TaskKind.Regression, "r2", "accuracy")]
    public async Task Scores_of_a_trial_are_called_as_in_the_tables(TaskKind task, string score, string other)
    {
        var store = Recorded.Store(1);
        var epoch = SmallSweep.Epochs(1, 1)[0] with { TrainScore = 0.25, ValidationScore = double.NaN };
        store.Add(0, SmallSweep.Completed(0.5) with { Task = task, TrainScore = 0.5, ValidationScore = 0.75, TestScore = double.NegativeInfinity }, epoch);
        var text = ResultsJson.Of(await TrialReport.LoadAsync(store, Recorded.Sweep(1), new FakePlan(1, SmallSweep.Loss), 0));
        var json = JsonDocument.Parse(text).RootElement;
        var (metrics, first) = (json.GetProperty("metrics"), json.GetProperty("epochs")[0]);

        Assert.Equal((score, 0.5, 0.75), (metrics.GetProperty("score").GetString(), metrics.GetProperty($"train_{score}").GetDouble(), metrics.GetProperty($"validation_{score}").GetDouble()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (metrics.GetProperty($"test_{score}").ValueKind, first.GetProperty($"validation_{score}").ValueKind));
        Assert.Equal(0.25, first.GetProperty($"train_{score}").GetDouble());
        Assert.DoesNotContain($"_{other}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("_score\"", text, StringComparison.Ordinal);
        // What is said of a trial with a score is a column there: the names are no other.
        var columns = ExportColumns.Trials([], task).Concat(ExportColumns.Epochs(task)).Select(column => column.Name).ToHashSet();
        Assert.All(metrics.EnumerateObject().Concat(first.EnumerateObject()).Select(field => field.Name).Except(["score", "layers"]), name => Assert.Contains(name, columns));
    }

    [Fact]
    public async Task Trial_without_a_result_has_null_where_others_have_metrics()
    {
        var sweep = new SmallSweep();
        var json = JsonDocument.Parse(ResultsJson.Of(await TrialReport.LoadAsync(sweep.Store, sweep.Record, sweep.Plan, 11))).RootElement;

        Assert.All(["outcome", "metrics", "digest", "digest_verified"], n => Assert.Equal(JsonValueKind.Null, json.GetProperty(n).ValueKind));
        Assert.Equal(1, json.GetProperty("attempt").GetInt32());
    }

    [Fact]
    public void Sweeps_json_is_a_list_with_counts()
    {
        var json = JsonDocument.Parse(ResultsJson.Of([new SweepSummary(Recorded.Sweep(12), new(9, 1, 1, 0, 1))])).RootElement;

        Assert.Equal(("s1", "finished", 12, 9), (json[0].GetProperty("id").GetString(), json[0].GetProperty("state").GetString(),
            json[0].GetProperty("trials").GetProperty("total").GetInt32(), json[0].GetProperty("trials").GetProperty("completed").GetInt32()));
    }

    [Fact]
    public async Task Unknown_numbers_are_null()
    {
        var plan = new FakePlan(1, SmallSweep.Loss, FakePlan.Factor("activation", "relu", "tanh"));
        var store = Recorded.Store(2);
        store.Add(0, SmallSweep.Completed(0.5) with { TestLoss = double.NaN, TestScore = double.PositiveInfinity });
        store.Add(1, new() { Outcome = TrialOutcome.Diverged });
        var json = JsonDocument.Parse(ResultsJson.Of(await SweepResults.LoadAsync(store, Recorded.Sweep(2), plan))).RootElement;

        var best = json.GetProperty("best")[0];
        Assert.All(["standard_error", "test_loss", "test_score"], n => Assert.Equal(JsonValueKind.Null, best.GetProperty(n).ValueKind));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("factors")[0].GetProperty("levels")[1].GetProperty("mean").ValueKind);
        Assert.Equal(1, json.GetProperty("factors")[0].GetProperty("levels")[1].GetProperty("diverged").GetInt32());
    }
}
