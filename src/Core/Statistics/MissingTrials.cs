namespace Sweep.Core.Statistics;

/// <summary>How many trials there should be, and what became of them.</summary>
/// <param name="Planned">Trials of the design.</param>
/// <param name="Valued">Completed trials with a value: all that means rest on.</param>
/// <param name="Diverged">Ended by NaN, Inf or an explosion.</param>
/// <param name="Failed">Given up.</param>
/// <param name="Stopped">Ended by a scheduler, a person or a budget.</param>
/// <param name="Unmeasured">Completed without a finite value of the objective.</param>
public sealed record MissingTrials(long Planned, long Valued, long Diverged, long Failed, long Stopped, long Unmeasured)
{
    /// <summary>Trials of the design without any result yet.</summary>
    public long Unfinished => Math.Max(0, Planned - Valued - Diverged - Failed - Stopped - Unmeasured);

    /// <summary>Whether every trial of the design has a value.</summary>
    public bool Complete => Valued == Planned;
}
