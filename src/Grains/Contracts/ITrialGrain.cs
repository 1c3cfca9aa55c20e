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

    /// <summary>The end of an attempt.</summary>
    [Alias("End")]
    Task EndAsync(AttemptEnd end);

    /// <summary>Takes back a running attempt; the trial keeps no result.</summary>
    [Alias("Release")]
    Task ReleaseAsync();

    /// <summary>Whether an attempt of this trial is queued or running here.</summary>
    [Alias("IsActive")]
    Task<bool> IsActiveAsync();
}
