namespace Sweep.Reporting;

/// <summary>Trials by what became of them.</summary>
/// <param name="Total">Trials of the design.</param>
/// <param name="Completed">Trained to the end.</param>
/// <param name="Diverged">Ended by NaN, Inf or an explosion.</param>
/// <param name="Failed">Given up.</param>
/// <param name="Stopped">Ended by a scheduler or a person.</param>
public sealed record TrialTotals(long Total, long Completed, long Diverged, long Failed, long Stopped)
{
    /// <summary>Trials with a result.</summary>
    public long Finished => Completed + Diverged + Failed + Stopped;
}
