using System.Diagnostics.Metrics;
using Sweep.Core.Results;

namespace Sweep.Silo.Metrics;

/// <summary>What becomes of trials, and where the running sweeps stand.</summary>
public sealed class TrialInstruments
{
    private readonly LabelBound sweeps;
    private readonly Tracked<SweepGauges> running;
    private readonly Counter<long> finished;
    private readonly Histogram<double> durations;
    private readonly Counter<long> attempts;
    private readonly Counter<long> retries;
    private readonly Histogram<double> checkpointSizes;
    private readonly Histogram<double> checkpointDurations;

    internal TrialInstruments(Meter meter, LabelBound sweeps, Counter<long> errors)
    {
        this.sweeps = sweeps;
        running = new(errors);
        finished = meter.Counter(MetricNames.TrialsFinished);
        durations = meter.Histogram(MetricNames.TrialDuration);
        attempts = meter.Counter(MetricNames.TrialAttempts);
        retries = meter.Counter(MetricNames.TrialRetries);
        checkpointSizes = meter.Histogram(MetricNames.CheckpointSize);
        checkpointDurations = meter.Histogram(MetricNames.CheckpointDuration);
        meter.Gauge(MetricNames.Trials, ReadTrials);
        meter.Gauge(MetricNames.ObjectiveBest, ReadBest);
    }

    /// <summary>
    /// Shows a running sweep's gauges until the answer is disposed; then its gauges leave the next scrape, while its counters stay.
    /// Sweeps that share a name, or lie beyond the bound, are added up.
    /// </summary>
    /// <param name="sweep">Name of the sweep.</param>
    /// <param name="snapshot">Where it stands; called by scrapes, on their threads, so it must be quick and safe there.</param>
    public IDisposable Track(string sweep, Func<SweepGauges> snapshot) => running.Add(sweeps.Of(sweep), snapshot);

    /// <summary>An attempt at a trial began; attempts count from 1, and any later one is a retry.</summary>
    public void AttemptStarted(string sweep, int attempt)
    {
        var tag = SweepTag(sweep);
        attempts.Add(1, tag);
        if (attempt > 1) retries.Add(1, tag);
    }

    /// <summary>A training was saved: so large, and so long after its epoch's end.</summary>
    public void CheckpointSaved(string sweep, int bytes, double seconds)
    {
        var tag = SweepTag(sweep);
        checkpointSizes.Record(bytes, tag);
        checkpointDurations.Record(seconds, tag);
    }

    /// <summary>A trial got its result, so long after its last attempt began.</summary>
    public void Finished(string sweep, TrialOutcome outcome, double seconds)
    {
        var sweepTag = SweepTag(sweep);
        var outcomeTag = new KeyValuePair<string, object?>(MetricNames.Outcome.Name, NameOf(outcome));
        finished.Add(1, sweepTag, outcomeTag);
        durations.Record(seconds, sweepTag, outcomeTag);
    }

    private static string NameOf(TrialOutcome outcome) => outcome switch
    {
        TrialOutcome.Completed => "completed",
        TrialOutcome.Diverged => "diverged",
        TrialOutcome.Failed => "failed",
        TrialOutcome.Stopped => "stopped",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "not an outcome of a trial"),
    };

    private KeyValuePair<string, object?> SweepTag(string sweep) => new(MetricNames.Sweep.Name, sweeps.Of(sweep));

    private IEnumerable<Measurement<long>> ReadTrials()
    {
        foreach (var group in running.Read().GroupBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var sum = group.Select(entry => entry.Value).Aggregate((a, b) => a.Plus(b));
            yield return Of(sum.Pending, "pending");
            yield return Of(sum.Running, "running");
            yield return Of(sum.Completed, "completed");
            yield return Of(sum.Diverged, "diverged");
            yield return Of(sum.Failed, "failed");
            yield return Of(sum.Stopped, "stopped");

            Measurement<long> Of(long count, string state) => new(count,
                new KeyValuePair<string, object?>(MetricNames.Sweep.Name, group.Key), new(MetricNames.State.Name, state));
        }
    }

    private IEnumerable<Measurement<double>> ReadBest()
    {
        var known = running.Read().Where(entry => entry.Name != MetricNames.Other && !double.IsNaN(entry.Value.Best));
        foreach (var group in known.GroupBy(entry => (entry.Name, entry.Value.Maximize)))
        {
            var values = group.Select(entry => entry.Value.Best);
            yield return new(group.Key.Maximize ? values.Max() : values.Min(),
                new KeyValuePair<string, object?>(MetricNames.Sweep.Name, group.Key.Name),
                new(MetricNames.Direction.Name, group.Key.Maximize ? "maximize" : "minimize"));
        }
    }
}
