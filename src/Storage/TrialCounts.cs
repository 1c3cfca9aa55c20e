namespace Sweep.Storage;

/// <summary>Trials by what became of them.</summary>
/// <param name="Completed">Trained to the end.</param>
/// <param name="Diverged">Ended by NaN, Inf or an explosion.</param>
/// <param name="Failed">Given up after failures of ours.</param>
/// <param name="Stopped">Ended by a scheduler or a person.</param>
/// <param name="Started">Claimed, without a result yet.</param>
public sealed record TrialCounts(long Completed, long Diverged, long Failed, long Stopped, long Started)
{
    /// <summary>Trials with a result.</summary>
    public long Finished => Completed + Diverged + Failed + Stopped;
}
