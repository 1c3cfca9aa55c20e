using Sweep.Core.Results;
using Sweep.Silo.Metrics;
using Sweep.Testing;

namespace Sweep.Silo.Tests.Metrics;

/// <summary>The series of sweeps that come and go in a process that stays.</summary>
public sealed class SweepSeriesTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly SweepInstruments instruments;
    private readonly MetricsPipeline pipeline;

    public SweepSeriesTests()
    {
        instruments = new(time);
        pipeline = new(instruments);
    }

    [Fact]
    public async Task Two_hundred_sweeps_one_after_another_export_as_many_series_as_one_does()
    {
        var counts = new List<int>();
        for (var i = 0; i < 200; i++)
        {
            using (instruments.Track($"night {i}", () => Exercise.Gauges))
            {
                Exercise.Run(instruments, $"night {i}", trials: 12);
                var text = await ReadAsync();
                counts.Add(Exposition.Samples(text).Count(line => line.StartsWith("sweep_", StringComparison.Ordinal)));
                Assert.Equal(3, Exposition.Value(text, "sweep_trials_finished_total", $"sweep=\"night {i}\"", "outcome=\"stopped\""));
                Assert.DoesNotContain("overflow", text, StringComparison.Ordinal);
                Assert.DoesNotContain("sweep=\"other\"", text, StringComparison.Ordinal);
            }

            time.Advance(TimeSpan.FromMinutes(6));
        }

        Assert.Equal(counts[0], Assert.Single(counts.Distinct()));
        Assert.True(instruments.Generations > 5, $"the meter was made {instruments.Generations} times");
    }

    [Fact]
    public async Task Sweeps_that_follow_each_other_at_once_are_bounded_and_one_that_lasts_keeps_its_counts()
    {
        using var lasting = instruments.Track("lasting", () => Exercise.Gauges);
        for (var i = 1; i <= 200; i++)
        {
            instruments.TrialFinished(new("lasting", i), TrialOutcome.Completed, 2);
            using (instruments.Track($"short {i}", () => Exercise.Gauges))
                Exercise.Run(instruments, $"short {i}", trials: 4);
            var text = await ReadAsync();
            Assert.Equal(i, Exposition.Value(text, "sweep_trials_finished_total", "sweep=\"lasting\""));
            Assert.Equal(2 * i, Exposition.Value(text, "sweep_trial_time_seconds_total", "sweep=\"lasting\""));
            Assert.InRange(Exposition.Samples(text).Count(line => line.StartsWith("sweep_training_steps_total", StringComparison.Ordinal)), 1, MetricNames.MaxSweeps);
            Assert.Equal(0, Exposition.Value(text, "sweep_telemetry_folded_total", "label=\"sweep\""));
            Assert.DoesNotContain("overflow", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Counters_of_an_ended_sweep_stay_for_five_minutes_and_then_go()
    {
        using (instruments.Track("a", () => Exercise.Gauges))
            instruments.TrialFinished(new("a", 0), TrialOutcome.Completed, 1);
        var text = await ReadAsync();
        Assert.Equal(1, Exposition.Value(text, "sweep_trials_finished_total", "sweep=\"a\""));
        Assert.DoesNotContain("sweep_progress_ratio{", text, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.Contains("sweep=\"a\"", await ReadAsync(), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.DoesNotContain("sweep=\"a\"", await ReadAsync(), StringComparison.Ordinal);
        instruments.TrialFinished(new("a", 1), TrialOutcome.Completed, 1);
        Assert.Equal(1, Exposition.Value(await ReadAsync(), "sweep_trials_finished_total", "sweep=\"a\""));
    }

    [Fact]
    public async Task Levels_leaders_and_threads_have_their_series()
    {
        using var sweep = instruments.Track("a", () => Exercise.Gauges);
        using var workers = instruments.Workers.Track(() => Exercise.Workers);
        var text = await ReadAsync();
        Assert.Equal(0.25, Exposition.Value(text, "sweep_leader_objective", "rank=\"1\""));
        Assert.Equal(1, Exposition.Value(text, "sweep_leader_info", "rank=\"0\"", "factor=\"dropout\"", "level=\"1\""));
        Assert.Equal(0.4, Exposition.Value(text, "sweep_level_objective_mean"));
        Assert.Equal(0, Exposition.Value(text, "sweep_level_objective_trials", "factor=\"dropout\""));
        Assert.Equal(0.25, Exposition.Value(text, "sweep_level_verdict_share", "verdict=\"vanishing\""));
        Assert.Equal(18 / 21.0, Exposition.Value(text, "sweep_progress_ratio"));
        Assert.Equal(2_000.5, Exposition.Value(text, "sweep_end_estimate_timestamp_seconds"));
        Assert.Equal(1, Exposition.Value(text, "sweep_phase", "phase=\"running\""));
        Assert.Equal(0, Exposition.Value(text, "sweep_phase", "phase=\"paused\""));
        Assert.Equal((1, 1, 0), (Exposition.Value(text, "sweep_slot_busy", "slot=\"0\""), Exposition.Value(text, "sweep_slot_busy", "slot=\"1\""), Exposition.Value(text, "sweep_slot_busy", "slot=\"2\"")));
        Assert.Equal(0.1, Exposition.Value(text, "sweep_slot_progress_ratio"));
        Assert.True(Exposition.Value(text, "sweep_telemetry_dropped_total", "reason=\"level\"") >= 0);
        Assert.True(Exposition.Value(await ReadAsync(), "sweep_telemetry_dropped_total", "reason=\"level\"") >= 1);
    }

    [Fact]
    public async Task A_bucket_names_the_trial_of_its_last_measurement_in_openmetrics_alone()
    {
        instruments.TrialFinished(new("a \"b\" " + new string('x', 100), 7), TrialOutcome.Completed, 0.3);
        using (var span = new System.Diagnostics.Activity("test").Start())
        {
            instruments.TrialFinished(new("a", 8), TrialOutcome.Completed, 7);
            var traced = Line(await pipeline.Exporter.ReadAsync(ExpositionFormat.OpenMetrics), "10.0");
            Assert.Contains($"# {{trace_id=\"{span.TraceId}\",span_id=\"{span.SpanId}\",sweep=\"a\",trial=\"8\"}} 7 ", traced, StringComparison.Ordinal);
        }

        var open = Line(await pipeline.Exporter.ReadAsync(ExpositionFormat.OpenMetrics), "0.5");
        Assert.Matches("""} 1 # \{sweep="a \\"b\\" x{30}",trial="7"\} 0\.3 \d+(\.\d+)?$""", open);
        Assert.DoesNotContain(" # ", await ReadAsync(), StringComparison.Ordinal);

        static string Line(string text, string bound)
            => Assert.Single(Exposition.Samples(text), line => line.StartsWith("sweep_trial_duration_seconds_bucket", StringComparison.Ordinal) && line.Contains($"le=\"{bound}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sweeps_come_and_go_while_others_scrape()
    {
        var sweeps = Enumerable.Range(0, 3).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                using (instruments.Track($"sweep {worker} {i}", () => Exercise.Gauges))
                    Exercise.Run(instruments, $"sweep {worker} {i}", trials: 4);
            }
        }));
        var scrapes = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
                Assert.DoesNotContain("overflow", await ReadAsync(), StringComparison.Ordinal);
        }));
        await Task.WhenAll([.. sweeps, .. scrapes]).WaitAsync(TimeSpan.FromMinutes(3));
    }

    public void Dispose()
    {
        pipeline.Dispose();
        instruments.Dispose();
    }

    private Task<string> ReadAsync() => pipeline.Exporter.ReadAsync(ExpositionFormat.Text);
}
