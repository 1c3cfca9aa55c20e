using Microsoft.Extensions.Configuration;
using Sweep.Core.Results;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Tests.Metrics;

public sealed class PipelineTests : IDisposable
{
    private readonly SweepInstruments instruments = new();
    private readonly MetricsPipeline pipeline;

    public PipelineTests() => pipeline = new(instruments);

    [Fact]
    public async Task A_hundred_thousand_trials_export_as_many_series_as_ten_do()
    {
        using var workers = instruments.Workers.Track(() => Exercise.Workers);
        var at = 0;
        using var sweep = instruments.Track("digits", () => Exercise.Gauges with { Pending = 100_000 - at, Completed = at });
        Exercise.Run(instruments, "digits", at = 12);
        var few = Names(await ReadAsync());
        Exercise.Run(instruments, "digits", at = 100_000);
        var text = await ReadAsync();
        Assert.Equal(few, Names(text));
        Assert.Equal(25_003, Exposition.Value(text, "sweep_trials_finished_total", "outcome=\"completed\""));
        Assert.Equal(34 * 100_012, Exposition.Value(text, "sweep_training_steps_total"));
        Assert.DoesNotContain("overflow", text, StringComparison.Ordinal);

        static string[] Names(string text) => [.. Exposition.Samples(text).Select(line => line[..line.LastIndexOf(' ')]).Where(name => name.StartsWith("sweep_", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Sweeps_beyond_the_bound_are_one_and_counted()
    {
        var tracked = new List<IDisposable>();
        for (var i = 0; i < 200; i++)
        {
            tracked.Add(instruments.Track($"sweep {i}", () => new(1, 1, 1, 1, 1, 1, 0.5, Maximize: false)));
            instruments.TrialFinished(new($"sweep {i}", 0), TrialOutcome.Completed, 1);
        }

        var text = await ReadAsync();
        Assert.Equal(MetricNames.MaxSweeps + 1, Count(text, "sweep_trials_finished_total"));
        Assert.Equal((MetricNames.MaxSweeps + 1) * 6, Count(text, "sweep_trials"));
        Assert.Equal(MetricNames.MaxSweeps, Count(text, "sweep_objective_best"));
        Assert.Equal(200 - MetricNames.MaxSweeps, Exposition.Value(text, "sweep_trials_finished_total", "sweep=\"other\""));
        Assert.Equal(200 - MetricNames.MaxSweeps, Exposition.Value(text, "sweep_trials", "sweep=\"other\"", "state=\"running\""));
        Assert.Equal(2 * (200 - MetricNames.MaxSweeps), Exposition.Value(text, "sweep_telemetry_folded_total", "label=\"sweep\""));
        Assert.DoesNotContain("overflow", text, StringComparison.Ordinal);

        tracked.ForEach(one => one.Dispose());
        text = await ReadAsync();
        Assert.Equal(0, Count(text, "sweep_trials"));
        Assert.Equal(0, Count(text, "sweep_objective_best"));
        Assert.Equal(MetricNames.MaxSweeps + 1, Count(text, "sweep_trials_finished_total"));
    }

    [Fact]
    public async Task All_labels_at_their_bounds_overflow_nothing()
    {
        var names = Enumerable.Range(0, MetricNames.MaxSweeps + 1).Select(i => $"s{i}").ToArray();
        foreach (var name in names)
        {
            _ = instruments.Track(name, () => Exercise.Gauges);
            foreach (var outcome in Enum.GetValues<TrialOutcome>()) instruments.TrialFinished(new(name, 0), outcome, 1);
            instruments.Epoch(new(name, 0), Exercise.Report(0), "an activation unheard of", 1, 1);
            instruments.Grains.Turn(name, TimeSpan.FromMilliseconds(1));
        }

        var text = await ReadAsync();
        Assert.Equal(4, Count(text, "sweep_trial_duration_seconds_count"));
        Assert.Equal((MetricNames.MaxSweeps + 1) * 2, Count(text, "sweep_gradient_nonfinite_total"));
        Assert.Equal(MetricNames.MaxSweeps + 1, Count(text, "sweep_grain_turn_duration_seconds_count"));
        Assert.Equal(5, Count(text, "sweep_gradient_norm_count"));
        Assert.Equal(MetricNames.MaxSweeps + 1, Exposition.Value(text, "sweep_gradient_norm_count", "depth=\"first\"", "activation=\"other\""));
        Assert.DoesNotContain("overflow", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweeps_gauges_live_as_long_as_it_is_tracked()
    {
        var best = double.NaN;
        var sweep = instruments.Track("a", () => new(6, 5, 4, 3, 2, 1, best, Maximize: false));
        var text = await ReadAsync();
        foreach (var (state, count) in new[] { ("pending", 6), ("running", 5), ("completed", 4), ("diverged", 3), ("failed", 2), ("stopped", 1) })
            Assert.Equal(count, Exposition.Value(text, "sweep_trials", $"state=\"{state}\"", "sweep=\"a\""));
        Assert.Equal(0, Count(text, "sweep_objective_best"));

        best = 0.25;
        using (instruments.Track("a", () => new(1, 0, 0, 0, 0, 0, 0.125, Maximize: false)))
        {
            text = await ReadAsync();
            Assert.Equal(7, Exposition.Value(text, "sweep_trials", "state=\"pending\""));
            Assert.Equal(0.125, Exposition.Value(text, "sweep_objective_best", "direction=\"minimize\""));
        }

        Assert.Equal(0.25, Exposition.Value(await ReadAsync(), "sweep_objective_best"));
        sweep.Dispose();
        sweep.Dispose();
        Assert.Equal(0, Count(await ReadAsync(), "sweep_trials"));
    }

    [Fact]
    public async Task A_reading_that_throws_takes_no_other_series_with_it()
    {
        using var broken = instruments.Track("broken", () => throw new InvalidOperationException("broken on purpose"));
        using var sound = instruments.Track("sound", () => new(1, 0, 0, 0, 0, 0, 0, Maximize: true));
        await ReadAsync();
        var text = await ReadAsync();
        Assert.Equal(6, Count(text, "sweep_trials"));
        Assert.True(Exposition.Value(text, "sweep_telemetry_snapshot_errors_total") >= 2);
    }

    [Fact]
    public async Task Gradient_norms_fall_into_decades_by_relative_depth_and_unmeasured_ones_nowhere()
    {
        var report = Exercise.Report(0) with
        {
            Layers = [.. Enumerable.Range(1, 8).Select(layer => new LayerReport
            {
                Layer = layer,
                GradientNormMean = layer == 2 ? float.NaN : layer == 3 ? float.PositiveInfinity : MathF.Pow(10, -layer) * 0.5f,
            })],
        };
        instruments.Epoch(new("s", 0), report, "leaky_relu", 10, 320);
        var text = await ReadAsync();
        Assert.Equal(0, Exposition.Value(text, "sweep_gradient_nonfinite_total", "kind=\"nan\""));
        foreach (var (depth, count) in new[] { ("first", 1), ("middle", 2), ("upper", 2), ("last", 1) })
            Assert.Equal(count, Exposition.Value(text, "sweep_gradient_norm_count", $"depth=\"{depth}\"", "activation=\"leaky_relu\""));
        Assert.DoesNotContain("depth=\"lower\"", text, StringComparison.Ordinal);
        foreach (var (depth, bound, count) in new[] { ("first", "0.01", 0), ("first", "0.1", 1), ("upper", "1e-07", 1), ("upper", "1e-06", 2), ("last", "1e-08", 1) })
            Assert.Equal(count, Exposition.Value(text, "sweep_gradient_norm_bucket", $"depth=\"{depth}\"", $"le=\"{bound}\""));
    }

    [Fact]
    public async Task Instruments_of_another_set_are_not_heard()
    {
        using var others = new SweepInstruments();
        others.TrialFinished(new("theirs", 0), TrialOutcome.Completed, 1);
        instruments.TrialFinished(new("ours", 0), TrialOutcome.Completed, 1);
        var text = await ReadAsync();
        Assert.DoesNotContain("theirs", text, StringComparison.Ordinal);
        Assert.Equal(1, Exposition.Value(text, "sweep_trials_finished_total", "sweep=\"ours\""));
    }

    [Fact]
    public async Task The_process_is_named_by_the_otel_variables()
    {
        var own = Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME") ?? "sweep";
        Assert.Contains($"service_name=\"{own}\"", await ReadAsync(), StringComparison.Ordinal);
        var environment = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OTEL_SERVICE_NAME"] = "nightly",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=lab,team=a b",
        }).Build();
        using var named = new MetricsPipeline(instruments, environment);
        var text = await named.Exporter.ReadAsync(ExpositionFormat.Text);
        var target = Assert.Single(Exposition.Samples(text), line => line.StartsWith("target_info", StringComparison.Ordinal));
        Assert.Contains("service_name=\"nightly\"", target, StringComparison.Ordinal);
        Assert.Contains("deployment_environment_name=\"lab\"", target, StringComparison.Ordinal);
        Assert.Contains("team=\"a b\"", target, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        pipeline.Dispose();
        instruments.Dispose();
    }

    private static int Count(string text, string name) => Exposition.Samples(text).Count(line => Exposition.Parse(line).Name == name);

    private Task<string> ReadAsync() => pipeline.Exporter.ReadAsync(ExpositionFormat.Text);
}
