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
        Add(outcome, 1);
    }

    public void Withdraw(TrialOutcome outcome, long trials)
    {
        Started += trials;
        Add(outcome, -trials);
    }

    public void Add(TrialOutcome outcome, long trials)
    {
        switch (outcome)
        {
            case TrialOutcome.Completed: Completed += trials; break;
            case TrialOutcome.Diverged: Diverged += trials; break;
            case TrialOutcome.Failed: Failed += trials; break;
            case TrialOutcome.Stopped: Stopped += trials; break;
            default: throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "No such outcome.");
        }
    }
}
