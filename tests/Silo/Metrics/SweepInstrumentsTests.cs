using Sweep.Silo.Metrics;
using Sweep.Workers.Hosting;

namespace Sweep.Silo.Tests.Metrics;

public sealed class SweepInstrumentsTests
{
    [Fact]
    public async Task Later_attempts_count_as_retries_and_refused_writes_by_sweep()
    {
        using var instruments = new SweepInstruments();
        using var pipeline = new MetricsPipeline(instruments);
        foreach (var attempt in new[] { 1, 1, 2, 3 }) instruments.Trials.AttemptStarted("a", attempt);
        instruments.Store.Committed(writes: 40, TimeSpan.FromMilliseconds(3));
        var text = await pipeline.Exporter.ReadAsync(ExpositionFormat.Text);
        Assert.Equal(4, Exposition.Value(text, "sweep_trial_attempts_total"));
        Assert.Equal(2, Exposition.Value(text, "sweep_trial_retries_total"));
        Assert.Equal(40, Exposition.Value(text, "sweep_store_batch_size_sum"));
        Assert.Equal(1, Exposition.Value(text, "sweep_store_commit_duration_seconds_bucket", "le=\"0.005\""));
        Assert.Equal(0, Exposition.Value(text, "sweep_store_commit_duration_seconds_bucket", "le=\"0.0025\""));
    }

    [Fact]
    public async Task Hosts_stores_and_pools_are_read_at_the_scrape_and_added_up()
    {
        using var instruments = new SweepInstruments();
        using var pipeline = new MetricsPipeline(instruments);
        using var host = instruments.Grains.Track(() => new(9, 2, 1));
        using var store = instruments.Store.Track(() => new(3));
        using var one = instruments.Workers.Track(() => new(5, 2, 4));
        using (instruments.Workers.Track(() => new(1, 1, 2)))
        {
            var both = await pipeline.Exporter.ReadAsync(ExpositionFormat.Text);
            Assert.Equal(1, Exposition.Value(both, "sweep_grain_activations"));
            Assert.Equal(9, Exposition.Value(both, "sweep_grain_calls_total"));
            Assert.Equal(2, Exposition.Value(both, "sweep_grain_timeouts_total"));
            Assert.Equal(3, Exposition.Value(both, "sweep_store_stale_writes_total"));
            Assert.Equal(6, Exposition.Value(both, "sweep_queue_length"));
            Assert.Equal(3, Exposition.Value(both, "sweep_workers_busy"));
            Assert.Equal(6, Exposition.Value(both, "sweep_workers"));
        }

        Assert.Equal(4, Exposition.Value(await pipeline.Exporter.ReadAsync(ExpositionFormat.Text), "sweep_workers"));
    }

    [Fact]
    public async Task Ends_of_worker_processes_count_by_cause_from_the_start()
    {
        using var instruments = new SweepInstruments();
        using var pipeline = new MetricsPipeline(instruments);
        instruments.WorkerProcesses.Started();
        foreach (var cause in Enum.GetValues<ExitCause>().Append(ExitCause.Killed))
            instruments.WorkerProcesses.Ended(cause);
        var text = await pipeline.Exporter.ReadAsync(ExpositionFormat.Text);
        Assert.Equal(1, Exposition.Value(text, "sweep_worker_process_starts_total"));
        Assert.Equal(2, Exposition.Value(text, "sweep_worker_process_exits_total", "cause=\"killed\""));
        Assert.Equal(1, Exposition.Value(text, "sweep_worker_process_exits_total", "cause=\"other_version\""));
    }

    [Fact]
    public void An_outcome_that_is_none_is_refused()
    {
        using var instruments = new SweepInstruments();
        Assert.Throws<ArgumentOutOfRangeException>(() => instruments.TrialFinished(new("a", 0), 0, 1));
    }
}
