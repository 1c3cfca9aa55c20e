namespace Sweep.Core.Results;

/// <summary>How a trial ended. The four are never mixed.</summary>
public enum TrialOutcome
{
    /// <summary>The training ran to its end.</summary>
    Completed = 1,

    /// <summary>NaN, Inf or an explosion ended the training: a result, not a failure.</summary>
    Diverged = 2,

    /// <summary>Something of ours broke, and retries did not help.</summary>
    Failed = 3,

    /// <summary>A scheduler, a person or a time budget ended it.</summary>
    Stopped = 4,
}
