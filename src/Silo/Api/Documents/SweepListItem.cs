using Sweep.Storage;

namespace Sweep.Silo.Api.Documents;

/// <summary>A sweep in a list, with the fields of <c>sweep list --json</c>.</summary>
/// <param name="Id">Id of the sweep.</param>
/// <param name="Name">Name for people.</param>
/// <param name="State">State in the record: <c>running</c>, <c>paused</c>, <c>finished</c>, <c>cancelled</c>.</param>
/// <param name="Trials">Its trials.</param>
/// <param name="Started">Trials that were claimed and have no result yet.</param>
/// <param name="Created">When it was added.</param>
/// <param name="Updated">When its state last changed.</param>
/// <param name="SpecHash">SHA-256 of the normalised spec.</param>
/// <param name="Version">Version of Sweep that made it.</param>
public sealed record SweepListItem(
    string Id, string Name, string State, TrialTally Trials, long Started, DateTimeOffset Created, DateTimeOffset Updated, string SpecHash, string Version)
{
    /// <summary>Made from the record.</summary>
    public static SweepListItem Of(SweepSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var (sweep, counts) = summary;
        return new(
            sweep.Id, sweep.Name, StateNames.Of(sweep.State),
            new(sweep.Trials, counts.Completed, counts.Diverged, counts.Failed, counts.Stopped),
            counts.Started, sweep.Created, sweep.Updated, sweep.SpecHash, sweep.Version);
    }

    /// <summary>Back to what the record said, without the spec.</summary>
    public SweepSummary ToSummary() => new(
        new(Id, Name, "", SpecHash, "", Trials.Total, StateNames.Parse(State), Created, Updated, Version),
        new(Trials.Completed, Trials.Diverged, Trials.Failed, Trials.Stopped, Started));
}
