using Sweep.Storage;

namespace Sweep.Reporting.Json;

internal sealed record SweepDocument(
    string Id, string Name, string State, TrialsDocument Trials, long Started, DateTimeOffset Created, DateTimeOffset Updated, string SpecHash, string Version)
{
    public static SweepDocument Of(SweepSummary summary) => new(
        summary.Sweep.Id, summary.Sweep.Name, NameOf(summary.Sweep.State),
        new(summary.Sweep.Trials, summary.Counts.Completed, summary.Counts.Diverged, summary.Counts.Failed, summary.Counts.Stopped),
        summary.Counts.Started, summary.Sweep.Created, summary.Sweep.Updated, summary.Sweep.SpecHash, summary.Sweep.Version);

    public static string NameOf(SweepState state) => state switch
    {
        SweepState.Running => "running",
        SweepState.Paused => "paused",
        SweepState.Cancelled => "cancelled",
        _ => "finished",
    };
}
