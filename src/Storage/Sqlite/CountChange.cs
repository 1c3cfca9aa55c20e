using Sweep.Core.Results;

namespace Sweep.Storage.Sqlite;

/// <summary>What one transaction changes in a sweep's counts.</summary>
internal sealed class CountChange
{
    public long Completed { get; private set; }

    public long Diverged { get; private set; }

    public long Failed { get; private set; }

    public long Stopped { get; private set; }

    public long Started { get; set; }

    public void Finish(TrialOutcome outcome)
    {
        Started--;
        switch (outcome)
        {
            case TrialOutcome.Completed: Completed++; break;
            case TrialOutcome.Diverged: Diverged++; break;
            case TrialOutcome.Failed: Failed++; break;
            case TrialOutcome.Stopped: Stopped++; break;
            default: throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "No such outcome.");
        }
    }
}
