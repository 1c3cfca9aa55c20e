using System.Diagnostics.Metrics;
using Sweep.Core.Results;

namespace Sweep.Silo.Metrics;

/// <summary>What becomes of trials, and where the running sweeps stand.</summary>
public sealed class TrialInstruments
{
    private readonly SweepTable sweeps;
    private readonly Histogram<double> durations;
    private readonly Histogram<double> checkpointSizes;
    private readonly Histogram<double> checkpointDurations;

    internal TrialInstruments(Meter meter, SweepTable sweeps)
    {
        this.sweeps = sweeps;
        durations = meter.Histogram(MetricNames.TrialDuration);
        checkpointSizes = meter.Histogram(MetricNames.CheckpointSize);
        checkpointDurations = meter.Histogram(MetricNames.CheckpointDuration);
    }

    /// <summary>
    /// Shows a running sweep's gauges until the answer is disposed; then they leave the next scrape, and its counters
    /// follow once nothing was counted for <see cref="SweepTable.Linger"/>. Sweeps that share a name, or lie beyond the
    /// bound, are added up where that makes sense.
    /// </summary>
    /// <param name="sweep">Name of the sweep.</param>
    /// <param name="snapshot">Where it stands; called by scrapes, on their threads, so it must be quick and safe there.</param>
    public IDisposable Track(string sweep, Func<SweepGauges> snapshot) => sweeps.Show(sweep, snapshot);

    /// <summary>An attempt at a trial began; attempts count from 1, and any later one is a retry.</summary>
    public void AttemptStarted(string sweep, int attempt) => sweeps.Of(sweep).Attempt(retry: attempt > 1);

    /// <summary>A training was saved: so large, and so long after its epoch's end.</summary>
    public void CheckpointSaved(TrialTag trial, int bytes, double seconds)
    {
        checkpointSizes.Record(bytes, trial.Tags());
        checkpointDurations.Record(seconds, trial.Tags());
    }

    /// <summary>A trial got its result, so long after its last attempt began.</summary>
    public void Finished(TrialTag trial, TrialOutcome outcome, double seconds)
    {
        var name = OutcomeName.Of(outcome);
        sweeps.Of(trial.Sweep).Finish(outcome, seconds);
        durations.Record(seconds, trial.Tags((MetricNames.Outcome, name)));
    }
}
