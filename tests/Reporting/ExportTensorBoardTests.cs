using System.Text.Json;
using Sweep.Core.Results;
using Sweep.Reporting.Export;

namespace Sweep.Reporting.Tests;

public sealed class ExportTensorBoardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-tensorboard-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<JsonElement> ExportAsync(SmallSweep sweep)
    {
        var results = await sweep.LoadAsync();
        await SweepExport.WriteAsync(ExportSource.Of(sweep.Store, results, sweep.Plan), results, [new TensorBoardExport()], _folder);
        return await ReferenceReader.ReadAsync("read_tensorboard.py", Path.Combine(_folder, "tensorboard"));
    }

    [Fact]
    public void Checksums_are_those_of_the_format()
    {
        // RFC 3720, B.4: CRC-32C of 32 zero bytes is 8A9136AA; TensorFlow stores it rotated and shifted.
        const uint crc = 0x8A9136AA;
        Assert.Equal(unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8), EventFile.MaskedCrc(new byte[32]));
    }

    [Fact]
    public async Task Every_scalar_of_every_epoch_is_read_back()
    {
        var sweep = new SmallSweep();
        var runs = await ExportAsync(sweep);

        Assert.Equal(13, runs.EnumerateObject().Count());
        var checkedPoints = 0;
        await foreach (var trial in TelemetryReader.ReadAsync(sweep.Store, Recorded.Id))
        {
            var run = runs.GetProperty($"trial-{trial.Trial.Index:d2}");
            Assert.Equal("brain.Event:2", run.GetProperty("version").GetString());
            foreach (var epoch in trial.Epochs)
            {
                Check(run, "train_loss", epoch, epoch.TrainLoss);
                Check(run, "validation_accuracy", epoch, epoch.ValidationScore);
                Check(run, "learning_rate", epoch, epoch.LearningRate);
                foreach (var layer in epoch.Layers)
                {
                    Check(run, $"gradient_norm_mean/layer_{layer.Layer}", epoch, layer.GradientNormMean);
                    Check(run, $"weight_norm/layer_{layer.Layer}", epoch, layer.WeightNorm);
                }
            }

            Assert.False(run.GetProperty("scalars").TryGetProperty("train_top_k", out _));
        }

        Assert.Equal(((9 * 6) + 2 + 1) * (3 + (2 * SmallSweep.Layers)), checkedPoints);

        void Check(JsonElement run, string tag, EpochReport epoch, double value)
        {
            var point = run.GetProperty("scalars").GetProperty(tag).EnumerateArray().Single(p => p[0].GetInt32() == epoch.Epoch);
            Assert.Equal((float)value, point[1].GetSingle());
            checkedPoints++;
        }
    }

    [Fact]
    public async Task Trials_end_with_their_metrics_and_times_share_out_the_attempt()
    {
        var run = (await ExportAsync(new())).GetProperty("trial-02");

        var end = run.GetProperty("scalars").GetProperty("final/test_loss").EnumerateArray().Single();
        Assert.Equal((6, 1f), (end[0].GetInt32(), end[1].GetSingle()));
        var started = new DateTimeOffset(2026, 1, 2, 3, 4, 7, TimeSpan.Zero).ToUnixTimeSeconds();
        Assert.Equal(Enumerable.Range(1, 6).Select(e => started + (1.5 * e / 6)), run.GetProperty("scalars").GetProperty("train_loss").EnumerateArray().Select(p => p[2].GetDouble()));
    }

    [Fact]
    public async Task Histograms_hold_the_exponents()
    {
        var histogram = (await ExportAsync(new())).GetProperty("trial-00").GetProperty("histograms").GetProperty("gradient_log2/layer_1").EnumerateArray().Single();

        Assert.Equal(1, histogram.GetProperty("step").GetInt32());
        Assert.Equal([-63.0, -62, -61], histogram.GetProperty("limits").EnumerateArray().Select(v => v.GetDouble()));
        Assert.Equal([1.0, 2, 3], histogram.GetProperty("buckets").EnumerateArray().Select(v => v.GetDouble()));
        Assert.Equal((-64.0, -61.0, 6.0), (Number("min"), Number("max"), Number("num")));
        Assert.Equal((-63.5 * 1) + (-62.5 * 2) + (-61.5 * 3), Number("sum"));
        Assert.Equal((63.5 * 63.5) + (62.5 * 62.5 * 2) + (61.5 * 61.5 * 3), Number("sum_squares"));

        double Number(string name) => histogram.GetProperty(name).GetDouble();
    }

    [Fact]
    public async Task Hparams_tell_levels_outcome_and_group_replicates()
    {
        var runs = await ExportAsync(new());

        var experiment = runs.GetProperty(".").GetProperty("hparams").GetProperty("experiment");
        Assert.Equal("s1", experiment.GetProperty("name").GetString());
        Assert.Equal("final/validation_loss", experiment.GetProperty("metrics")[0].GetString());
        Assert.Equal("""["relu", "sigmoid"]""", experiment.GetProperty("hparams").GetProperty("activation").GetProperty("discrete").GetRawText());
        Assert.Equal(Start(1).GetProperty("group").GetString(), Start(5).GetProperty("group").GetString());
        Assert.Equal("relu", Start(5).GetProperty("hparams").GetProperty("activation").GetString());
        Assert.Equal("zero", Start(5).GetProperty("hparams").GetProperty("init").GetString());
        Assert.Equal((1, 1, 2), (Status(0), Status(5), Status(10)));
        Assert.False(runs.GetProperty("trial-11").GetProperty("hparams").TryGetProperty("end", out _));

        JsonElement Start(int trial) => runs.GetProperty($"trial-{trial:d2}").GetProperty("hparams").GetProperty("start");
        int Status(int trial) => runs.GetProperty($"trial-{trial:d2}").GetProperty("hparams").GetProperty("end").GetProperty("status").GetInt32();
    }
}
