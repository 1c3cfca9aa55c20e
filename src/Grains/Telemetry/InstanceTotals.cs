using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Storage;

namespace Sweep.Grains.Telemetry;

/// <summary>
/// Totals of one instance in two parts: results that stand for good, added up, and those that a retry would withdraw, each
/// by itself under its trial and attempt, so that it can be taken out again. Not thread-safe.
/// </summary>
public sealed class InstanceTotals(SweepPlan plan)
{
    /// <summary>Most results kept by themselves, so that a snapshot has a bound; later ones are added up like all others.</summary>
    public const int Most = 250;

    private readonly TotalsBuilder _settled = new(plan);
    private readonly SortedDictionary<long, LooseResult> _loose = [];

    /// <summary>Adds a trial's result in place of one of an earlier attempt.</summary>
    public void Add(TrialDefinition trial, int attempt, TrialResult result, TrialTally tally)
    {
        _loose.Remove(trial.Index);
        if (attempt == 0 || _loose.Count >= Most || !IsLoose(result))
        {
            _settled.Add(trial, result, tally);
            return;
        }

        var own = new TotalsBuilder(plan);
        own.Add(trial, result, tally);
        _loose.Add(trial.Index, new(trial.Index, attempt, own.Build()));
    }

    /// <summary>Takes out a trial's result, since a later attempt of it has begun; false where there is none.</summary>
    public bool Withdraw(long trial) => _loose.Remove(trial);

    /// <summary>Both parts.</summary>
    public TelemetrySnapshot Build(string instance, long sequence) => new(instance, sequence, _settled.Build(), [.. _loose.Values]);

    private static bool IsLoose(TrialResult result)
        => result.Outcome == TrialOutcome.Failed || result is { Outcome: TrialOutcome.Stopped, Detail: StopReason.User };
}
