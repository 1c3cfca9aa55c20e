using System.Runtime.InteropServices;
using Sweep.Core.Results;

namespace Sweep.Storage.Postgres;

/// <summary>What one transaction changes in a sweep's counts.</summary>
internal sealed class CountChange
{
    public long Completed { get; private set; }

    public long Diverged { get; private set; }

    public long Failed { get; private set; }

    public long Stopped { get; private set; }

    public long Started { get; set; }

    /// <summary>The change of one sweep among those of many.</summary>
    public static CountChange Of(Dictionary<long, CountChange> changes, long sweep)
        => CollectionsMarshal.GetValueRefOrAddDefault(changes, sweep, out _) ??= new();

    public void Add(TrialOutcome outcome, long change)
    {
        switch (outcome)
        {
            case TrialOutcome.Completed: Completed += change; break;
            case TrialOutcome.Diverged: Diverged += change; break;
            case TrialOutcome.Failed: Failed += change; break;
            case TrialOutcome.Stopped: Stopped += change; break;
            default: throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "No such outcome.");
        }
    }
}
