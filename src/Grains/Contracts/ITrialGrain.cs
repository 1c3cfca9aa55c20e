using System.Collections.Immutable;
using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>Owns one trial. Key: <c>sweep/index</c>.</summary>
[Alias("sweep.ITrialGrain")]
public interface ITrialGrain : IGrainWithStringKey
{
    /// <summary>Claims the next attempt and hands it to this silo's trainers. Returns at once; calling it again changes nothing.</summary>
    [Alias("Begin")]
    Task BeginAsync();

    /// <summary>Epochs of an attempt, in <see cref="Core.Results.EpochReportCodec"/>'s form. Those of a stale attempt are dropped.</summary>
    [Alias("Report")]
    Task ReportAsync(int attempt, ImmutableArray<byte> epochs);

    /// <summary>Epochs of an attempt, then its training's state behind them. Those of a stale attempt are dropped.</summary>
    [Alias("Checkpoint")]
    Task CheckpointAsync(AttemptCheckpoint checkpoint);

    /// <summary>The end of an attempt.</summary>
    [Alias("End")]
    Task EndAsync(AttemptEnd end);

    /// <summary>
    /// Asks a running attempt back: it is saved at its epoch's end if that comes soon, and the trial keeps no result.
    /// Returns at once; the sweep is told when it is done.
    /// </summary>
    [Alias("Release")]
    Task ReleaseAsync();

    /// <summary>
    /// Ends the trial for good, at once: the epochs that it has are kept, and its result says that a person stopped it.
    /// One that has no epochs and does not train is left as it is. The sweep is told when it is done.
    /// </summary>
    [Alias("Stop")]
    Task StopAsync();

    /// <summary>Whether an attempt of this trial is queued or running here.</summary>
    [Alias("IsActive")]
    Task<bool> IsActiveAsync();
}
