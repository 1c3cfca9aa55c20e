using Sweep.Core.Specs;
using Sweep.Core.Verdicts;
using Sweep.Grains.Contracts;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Hosting;

/// <summary>Turns what grains say of one sweep into gauges. Safe on any thread.</summary>
internal sealed class SweepGauging
{
    private readonly SweepPlan _plan;
    private readonly EndEstimate _end;
    private readonly DateTimeOffset _started;
    private readonly LevelNaming _naming;
    private readonly Lock _gate = new();
    private SweepStatus? _status;
    private SweepTotals? _totals;
    private SweepGauges? _known;

    /// <summary>Begins with nothing known.</summary>
    public SweepGauging(SweepPlan plan, TimeProvider time)
    {
        (_plan, _started) = (plan, time.GetUtcNow());
        _end = new(time);
        _naming = new(plan.Spec.Factors);
    }

    /// <summary>The gauges; those of nothing begun where nothing is known yet.</summary>
    public SweepGauges Read(SweepStatus? status, SweepTotals? totals)
    {
        lock (_gate)
        {
            if (_known is null || !ReferenceEquals(status, _status) || !ReferenceEquals(totals, _totals))
                _known = Make(status, totals);
            (_status, _totals) = (status, totals);
            return _known with { EndEstimate = status is { Phase: SweepPhase.Running } ? _end.At(status.Finished, status.Total) : null };
        }
    }

    private SweepGauges Make(SweepStatus? status, SweepTotals? totals)
        => new(
            status is null ? 0 : status.Total - status.Finished - status.InFlight,
            status?.InFlight ?? 0,
            status?.Completed ?? 0,
            status?.Diverged ?? 0,
            status?.Failed ?? 0,
            status?.Stopped ?? 0,
            totals is { Leaders.IsEmpty: false } ? totals.Leaders[0].Objective : double.NaN,
            _plan.Spec.Objective.Maximize)
        {
            Phase = SweepGauges.Phases[(int)(status?.Phase ?? SweepPhase.Idle)],
            Started = _started,
            Leaders = totals is null ? [] : [.. totals.Leaders.Select(leader => new LeaderGauge(leader.Objective, LevelsOf(leader)))],
            Levels = totals is null ? [] : [.. totals.Levels.Select(Gauge).OfType<LevelGauge>()],
            LevelsLeftOut = _naming.LeftOut,
        };

    // A sweep that has grown since has trials that this plan does not know.
    private IReadOnlyList<LevelLabel> LevelsOf(Leader leader)
        => leader.Trial >= _plan.Trials ? [] :
        [.. _plan.Trial(leader.Trial).Combination.Levels
            .Select((level, factor) => _naming.Find(_plan.Spec.Factors[factor].Name, level))
            .OfType<LevelLabel>()];

    private LevelGauge? Gauge(LevelTotals level)
        => _naming.Find(level.Factor, level.Level) is not { } name ? null : new(
            name.Factor, name.Level, level.Finished, level.Count, level.Mean, level.Deviation, Shares(level.Verdicts));

    private static IReadOnlyList<(string Verdict, double Share)> Shares(VerdictTotals? verdicts)
        => verdicts is not { Judged: > 0 } ? [] :
        [.. Enum.GetValues<Verdict>().Select((verdict, i) => (TrialVerdicts.NameOf(verdict), (double)verdicts.Counts.ElementAtOrDefault(i) / verdicts.Judged))];
}
