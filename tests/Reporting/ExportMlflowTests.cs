using System.Text.Json;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Reporting.Export;
using Sweep.Storage;

namespace Sweep.Reporting.Tests;

public sealed class ExportMlflowTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-mlflow-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<JsonElement> ExportAsync(SmallSweep sweep) => ExportAsync(sweep.Store, sweep.Record, sweep.Plan);

    private async Task<JsonElement> ExportAsync(ISweepStore store, SweepRecord record, SweepPlan plan)
    {
        var results = await SweepResults.LoadAsync(store, record, plan);
        await SweepExport.WriteAsync(ExportSource.Of(store, results, plan), results, [new MlflowExport()], _folder);
        return (await ReferenceReader.ReadAsync("read_mlflow.py", Path.Combine(_folder, "mlruns"))).EnumerateObject().Single().Value;
    }

    private static JsonElement Run(JsonElement experiment, string name)
        => experiment.GetProperty("runs").EnumerateObject().Select(r => r.Value).Single(r => r.GetProperty("name").GetString() == name);

    [Fact]
    public async Task The_sweep_is_an_experiment_and_each_trial_a_run()
    {
        var experiment = await ExportAsync(new());

        Assert.Equal("s1", experiment.GetProperty("name").GetString());
        Assert.Matches("^[1-9][0-9]{17}$", experiment.GetProperty("experiment_id").GetString());
        Assert.Equal(new Uri(Path.Combine(_folder, "mlruns", experiment.GetProperty("experiment_id").GetString()!)).AbsoluteUri, experiment.GetProperty("artifact_location").GetString());
        Assert.Equal("fake", experiment.GetProperty("tags").GetProperty("sweep.name").GetString());
        Assert.Equal(12, experiment.GetProperty("runs").EnumerateObject().Count());
        Assert.All(experiment.GetProperty("runs").EnumerateObject(), r => Assert.Matches("^[0-9a-f]{32}$", r.Name));
        Assert.Equal(("FINISHED", "FINISHED", "FAILED", "RUNNING"), (Status(0), Status(5), Status(10), Status(11)));

        string Status(int trial) => Run(experiment, $"trial-{trial}").GetProperty("status").GetString()!;
    }

    [Fact]
    public async Task Every_metric_of_every_epoch_is_read_back_to_the_last_bit()
    {
        var sweep = new SmallSweep();
        var experiment = await ExportAsync(sweep);

        var checkedPoints = 0;
        await foreach (var trial in TelemetryReader.ReadAsync(sweep.Store, Recorded.Id))
        {
            var metrics = Run(experiment, $"trial-{trial.Trial.Index}").GetProperty("metrics");
            foreach (var epoch in trial.Epochs)
            {
                Check(metrics, "train_loss", epoch, epoch.TrainLoss);
                Check(metrics, "validation_accuracy", epoch, epoch.ValidationScore);
                foreach (var layer in epoch.Layers)
                {
                    Check(metrics, $"gradient_norm_mean/layer_{layer.Layer}", epoch, layer.GradientNormMean);
                    Check(metrics, $"update_ratio/layer_{layer.Layer}", epoch, layer.UpdateRatio);
                }
            }
        }

        Assert.Equal(((9 * 6) + 2 + 1) * (2 + (2 * SmallSweep.Layers)), checkedPoints);

        void Check(JsonElement metrics, string name, EpochReport epoch, double value)
        {
            Assert.Equal(value, metrics.GetProperty(name).EnumerateArray().Single(p => p[2].GetInt32() == epoch.Epoch)[1].GetDouble());
            checkedPoints++;
        }
    }

    [Fact]
    public async Task A_run_tells_its_levels_configuration_outcome_verdicts_and_times()
    {
        var run = Run(await ExportAsync(new()), "trial-2");

        Assert.Equal(("sigmoid", "he_normal", "tanh", "sgd"), (Param("activation"), Param("init"), Param("model.activation"), Param("training.optimizer")));
        Assert.Equal(new SmallSweep().Plan.Trial(2).Key.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), Param("sweep.seed"));
        Assert.Equal(("trial-2", "sweep", "LOCAL"), (Tag("mlflow.runName"), Tag("mlflow.source.name"), Tag("mlflow.source.type")));
        Assert.Equal(("completed", "epochs", "vanishing", "2", "0"), (Tag("sweep.outcome"), Tag("sweep.end"), Tag("sweep.verdicts"), Tag("sweep.trial"), Tag("sweep.replicate")));
        Assert.NotEmpty(Tag("mlflow.note.content"));
        var started = new DateTimeOffset(2026, 1, 2, 3, 4, 7, TimeSpan.Zero).ToUnixTimeMilliseconds();
        Assert.Equal((started, started + 1_500), (run.GetProperty("start").GetInt64(), run.GetProperty("end").GetInt64()));
        Assert.Equal([started + 250, started + 500, started + 750, started + 1_000, started + 1_250, started + 1_500],
            run.GetProperty("metrics").GetProperty("train_loss").EnumerateArray().Select(p => p[0].GetInt64()));
        Assert.Equal(1.0, run.GetProperty("metrics").GetProperty("final/test_loss")[0][1].GetDouble());

        string Param(string name) => run.GetProperty("params").GetProperty(name).GetString()!;
        string Tag(string name) => run.GetProperty("tags").GetProperty(name).GetString()!;
    }

    [Fact]
    public async Task Names_that_mlflow_refuses_are_made_legal_and_stay_apart()
    {
        var plan = new FakePlan(1, SmallSweep.Loss, FakePlan.Factor("a/b", "1"), FakePlan.Factor("a:b", "2"), FakePlan.Factor("..", new string('x', 600)));
        var store = Recorded.Store(1);
        store.Add(0, SmallSweep.Completed(0.5) with { TestLoss = double.NegativeInfinity, Detail = "line\nbreak" });
        var run = Run(await ExportAsync(store, Recorded.Sweep(1), plan), "trial-0");

        Assert.Equal("1", run.GetProperty("params").GetProperty("a_b").GetString());
        Assert.Equal("2", run.GetProperty("params").GetProperty("a_b_2").GetString());
        Assert.Equal(500, run.GetProperty("params").GetProperty("_.").GetString()!.Length);
        Assert.Equal("line\nbreak", run.GetProperty("tags").GetProperty("sweep.detail").GetString());
        Assert.Equal("-inf", run.GetProperty("metrics").GetProperty("final/test_loss")[0][1].GetString());
    }

    [Fact]
    public async Task Run_ids_depend_on_sweep_trial_and_digest_alone()
    {
        var first = (await ExportAsync(new())).GetProperty("runs").EnumerateObject().Select(r => r.Name).Order().ToList();
        var again = (await ExportAsync(new())).GetProperty("runs").EnumerateObject().Select(r => r.Name).Order().ToList();

        Assert.Equal(first, again);
        Assert.Equal(12, first.Distinct().Count());
    }
}
