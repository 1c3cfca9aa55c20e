using System.Collections.Concurrent;
using System.Diagnostics;
using Sweep.Core.Results;
using Sweep.Core.Verdicts;
using Sweep.Grains.Telemetry;

namespace Sweep.Silo.Tracing;

/// <summary>A span for each attempt at a trial, with what was decided about it, saved of it and found out by it.</summary>
internal sealed class TrialTracing(SweepTracing sweeps, ActivitySource source) : ITrialTelemetry, IDisposable
{
    private readonly ConcurrentDictionary<(string Sweep, long Trial), Attempt> _open = new();

    /// <summary>Makes an attempt's span the current one until the answer is disposed, so that measurements refer to it.</summary>
    public CurrentSpan Enter(TrialContext trial) => new(_open.TryGetValue(KeyOf(trial), out var open) ? open.Span : null);

    /// <inheritdoc/>
    public void AttemptStarted(TrialContext trial, int attempt)
    {
        var retried = _open.TryRemove(KeyOf(trial), out var before) && before.Failed;
        before?.Span.Dispose();
        using var current = new CurrentSpan(null);
        var span = source.StartActivity("trial attempt", ActivityKind.Internal, sweeps.ParentOf(trial.Sweep, trial.Plan),
        [
            new("sweep.id", trial.Sweep), new("sweep.name", trial.Plan.Spec.Name), new("trial.index", trial.Trial.Index),
            new("trial.replicate", trial.Trial.Replicate), new("trial.attempt", attempt), .. LevelsOf(trial),
        ]);
        if (span is null)
            return;
        span.AddEvent(new(retried ? "retry" : "scheduler.start"));
        _open[KeyOf(trial)] = new(span);
    }

    /// <inheritdoc/>
    public void AttemptResumed(TrialContext trial, int attempt, IReadOnlyList<EpochReport> recorded)
    {
        Event(trial, "resumed", new() { ["epoch"] = recorded[^1].Epoch });
        EpochsAccepted(trial, recorded);
    }

    /// <inheritdoc/>
    public void EpochsAccepted(TrialContext trial, IReadOnlyList<EpochReport> epochs)
    {
        if (!_open.TryGetValue(KeyOf(trial), out var open))
            return;
        lock (open)
        {
            foreach (var epoch in epochs.Where(epoch => epoch.Epoch > open.Tally.Epochs))
                open.Tally.Add(epoch);
        }
    }

    /// <inheritdoc/>
    public void CheckpointSaved(TrialContext trial, int bytes, double seconds)
        => Event(trial, "checkpoint", new() { ["bytes"] = bytes, ["seconds"] = seconds });

    /// <inheritdoc/>
    public void AskedBack(TrialContext trial, bool stop) => Event(trial, stop ? "scheduler.stop" : "scheduler.release", new());

    /// <inheritdoc/>
    public void AttemptFailed(TrialContext trial, int attempt, string cause)
    {
        if (!_open.TryGetValue(KeyOf(trial), out var open))
            return;
        open.Failed = true;
        open.Span.AddEvent(new("failed", tags: new() { ["cause"] = cause }));
        open.Span.SetStatus(ActivityStatusCode.Error, cause);
    }

    /// <inheritdoc/>
    public void TrialFinished(TrialContext trial, TrialResult result, double seconds)
    {
        if (!_open.TryRemove(KeyOf(trial), out var open))
            return;
        TrialVerdicts verdicts;
        lock (open)
            verdicts = open.Tally.Judge(trial.Trial, result);
        foreach (var evidence in verdicts.Evidence)
        {
            open.Span.AddEvent(new("verdict", tags: new()
            {
                ["verdict"] = TrialVerdicts.NameOf(evidence.Verdict),
                ["layer"] = evidence.Layer,
                ["text"] = evidence.Text,
            }));
        }

        open.Span.SetTag("trial.outcome", result.Outcome.ToString().ToLowerInvariant());
        open.Span.SetTag("trial.epochs", result.Epochs);
        if (trial.Plan.Spec.Objective.Of(result) is var objective && double.IsFinite(objective))
            open.Span.SetTag("trial.objective", objective);
        open.Span.Dispose();
    }

    /// <inheritdoc/>
    public void AttemptReleased(TrialContext trial)
    {
        if (!_open.TryRemove(KeyOf(trial), out var open))
            return;
        open.Span.AddEvent(new("released"));
        open.Span.Dispose();
    }

    /// <summary>Ends all spans that are open.</summary>
    public void Dispose()
    {
        foreach (var open in _open.Values)
            open.Span.Dispose();
        _open.Clear();
    }

    private void Event(TrialContext trial, string name, ActivityTagsCollection tags)
    {
        if (_open.TryGetValue(KeyOf(trial), out var open))
            open.Span.AddEvent(new(name, tags: tags));
    }

    private static IEnumerable<KeyValuePair<string, object?>> LevelsOf(TrialContext trial)
        => trial.Plan.Spec.Factors.Zip(trial.Trial.Combination.Levels, (factor, level) => new KeyValuePair<string, object?>($"factor.{factor.Name}", level));

    private static (string, long) KeyOf(TrialContext trial) => (trial.Sweep, trial.Trial.Index);

    private sealed class Attempt(Activity span)
    {
        public Activity Span => span;

        public TrialTally Tally { get; } = new();

        public bool Failed { get; set; }
    }
}
