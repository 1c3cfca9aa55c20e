using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Hosting;

/// <summary>Turns what grains say of a sweep into gauges.</summary>
internal static class SweepGauging
{
    /// <summary>The gauges of a sweep; those of nothing begun where nothing is known yet.</summary>
    public static SweepGauges Read(Objective objective, SweepStatus? status, SweepTotals? totals)
        => new(
            status is null ? 0 : status.Total - status.Finished - status.InFlight,
            status?.InFlight ?? 0,
            status?.Completed ?? 0,
            status?.Diverged ?? 0,
            status?.Failed ?? 0,
            status?.Stopped ?? 0,
            totals is { Leaders.IsEmpty: false } ? totals.Leaders[0].Objective : double.NaN,
            objective.Maximize);
}
