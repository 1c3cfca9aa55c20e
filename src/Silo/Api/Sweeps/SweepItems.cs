using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Reporting;
using Sweep.Silo.Api.Documents;
using Sweep.Storage;

namespace Sweep.Silo.Api.Sweeps;

/// <summary>Makes the API's document of a sweep.</summary>
internal static class SweepItems
{
    /// <summary>A sweep that grains run.</summary>
    public static SweepItem Live(SweepRecord sweep, SweepPlan plan, SweepStatus status, SweepTotals? totals)
        => Of(
            sweep,
            plan,
            StateNames.Of(status.Phase, sweep.State),
            status.Problem,
            new(status.Total, status.Completed, status.Diverged, status.Failed, status.Stopped),
            new(status.InFlight, totals?.Epochs ?? 0, totals?.Steps ?? 0, totals?.Samples ?? 0,
                totals is null ? [] : [.. totals.Leaders.Select(leader => new LeaderItem(leader.Trial, leader.Objective, leader.Levels))]));

    /// <summary>A sweep as the record alone tells it.</summary>
    public static SweepItem Recorded(SweepRecord sweep, SweepPlan plan, TrialCounts counts, string? problem)
        => Of(sweep, plan, StateNames.Of(sweep.State), problem, new(sweep.Trials, counts.Completed, counts.Diverged, counts.Failed, counts.Stopped), null);

    private static SweepItem Of(SweepRecord sweep, SweepPlan plan, string state, string? problem, TrialTally trials, ProgressItem? progress) => new()
    {
        Id = sweep.Id,
        Name = sweep.Name,
        State = state,
        Problem = problem,
        Trials = trials,
        Factors = [.. plan.Spec.Factors.Select(factor => factor.Name)],
        Objective = new(Names.Of(plan.Spec.Objective.Metric), plan.Spec.Objective.Maximize ? "maximize" : "minimize"),
        Progress = progress,
        Created = sweep.Created,
        Updated = sweep.Updated,
        SpecHash = sweep.SpecHash,
        Version = sweep.Version,
    };
}
