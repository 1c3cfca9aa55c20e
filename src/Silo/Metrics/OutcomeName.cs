using Sweep.Core.Results;

namespace Sweep.Silo.Metrics;

/// <summary>Outcomes as label values.</summary>
internal static class OutcomeName
{
    /// <summary>The name of an outcome.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static string Of(TrialOutcome outcome) => outcome switch
    {
        TrialOutcome.Completed => "completed",
        TrialOutcome.Diverged => "diverged",
        TrialOutcome.Failed => "failed",
        TrialOutcome.Stopped => "stopped",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "not an outcome of a trial"),
    };
}
