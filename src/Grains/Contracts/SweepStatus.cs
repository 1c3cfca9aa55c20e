using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>Where a sweep stands.</summary>
/// <param name="Phase">What the grain is about.</param>
/// <param name="Total">Trials of the design.</param>
/// <param name="Completed">Trained to the end.</param>
/// <param name="Diverged">Ended by NaN, Inf or an explosion.</param>
/// <param name="Failed">Given up after failures of ours.</param>
/// <param name="Stopped">Ended by the scheduler or a person.</param>
/// <param name="InFlight">Handed to trainers, without a result yet.</param>
/// <param name="Problem">Why the sweep paused by itself; null where it did not.</param>
/// <param name="TimeBudgetSpent">Whether it pauses, or is paused, because its time budget is spent.</param>
[GenerateSerializer, Immutable, Alias("sweep.SweepStatus")]
public sealed record SweepStatus(
    [property: Id(0)] SweepPhase Phase,
    [property: Id(1)] long Total,
    [property: Id(2)] long Completed,
    [property: Id(3)] long Diverged,
    [property: Id(4)] long Failed,
    [property: Id(5)] long Stopped,
    [property: Id(6)] int InFlight,
    [property: Id(7)] string? Problem,
    [property: Id(8)] bool TimeBudgetSpent = false)
{
    /// <summary>Trials with a result.</summary>
    public long Finished => Completed + Diverged + Failed + Stopped;
}
