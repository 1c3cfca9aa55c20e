using System.Collections.Concurrent;
using System.Reflection;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Grains.Running;
using Sweep.Grains.Telemetry;
using Sweep.Silo.Metrics;
using Sweep.Silo.Tracing;

namespace Sweep.Silo.Hosting;

/// <summary>Turns what trials do into measurements.</summary>
internal sealed class MetricsTelemetry(SweepInstruments instruments, TrialTracing? tracing) : ITrialTelemetry, ITrainingMeter
{
    // Where each open trial's counters stand; reports carry totals, counters take differences.
    private readonly ConcurrentDictionary<(string Sweep, long Trial), (long Steps, long Samples)> _open = new();

    /// <inheritdoc/>
    public void AttemptStarted(TrialContext trial, int attempt)
    {
        _open[(trial.Sweep, trial.Trial.Index)] = default;
        instruments.Trials.AttemptStarted(trial.Plan.Spec.Name, attempt);
    }

    /// <inheritdoc/>
    public void AttemptResumed(TrialContext trial, int attempt, IReadOnlyList<EpochReport> recorded)
        => _open[(trial.Sweep, trial.Trial.Index)] = (recorded[^1].Steps, recorded[^1].Samples);

    /// <inheritdoc/>
    public void CheckpointSaved(TrialContext trial, int bytes, double seconds)
    {
        using var span = tracing?.Enter(trial);
        instruments.Trials.CheckpointSaved(TagOf(trial), bytes, seconds);
    }

    /// <inheritdoc/>
    public void EpochsAccepted(TrialContext trial, IReadOnlyList<EpochReport> epochs)
    {
        using var span = tracing?.Enter(trial);
        var activation = trial.Trial.Combination.Config.Model.Activation.GetType().GetCustomAttribute<OptionAttribute>()!.Name;
        var (steps, samples) = _open.GetValueOrDefault((trial.Sweep, trial.Trial.Index));
        foreach (var epoch in epochs)
        {
            // A training whose checkpoint was damaged begins anew after all.
            if (epoch.Epoch == 1)
                (steps, samples) = (0, 0);
            instruments.Epoch(TagOf(trial), epoch, activation, epoch.Steps - steps, epoch.Samples - samples);
            (steps, samples) = (epoch.Steps, epoch.Samples);
        }

        _open[(trial.Sweep, trial.Trial.Index)] = (steps, samples);
    }

    /// <inheritdoc/>
    public void TrialFinished(TrialContext trial, TrialResult result, double seconds)
    {
        using var span = tracing?.Enter(trial);
        _open.TryRemove((trial.Sweep, trial.Trial.Index), out _);
        instruments.TrialFinished(TagOf(trial), result.Outcome, seconds);
    }

    /// <inheritdoc/>
    public void AttemptReleased(TrialContext trial) => _open.TryRemove((trial.Sweep, trial.Trial.Index), out _);

    /// <inheritdoc/>
    public void EpochTrained(TrainingJob job, double operations) => instruments.Training.Operations(job.Plan.Spec.Name, operations);

    private static TrialTag TagOf(TrialContext trial) => new(trial.Plan.Spec.Name, trial.Trial.Index);
}
