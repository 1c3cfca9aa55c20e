using Orleans;
using Sweep.Grains.Contracts;

namespace Sweep.Grains.Running;

/// <summary>Tells the cluster what this silo can train, and hears of the others.</summary>
/// <param name="silo">Address of this silo.</param>
/// <param name="instance">This run of it.</param>
/// <param name="pool">Its trainers.</param>
/// <param name="table">Where what is heard goes.</param>
public sealed class CapacityReport(string silo, SiloInstance instance, TrainerPool pool, CapacityTable table)
{
    /// <summary>Reports once.</summary>
    /// <param name="grains">Reaches the cluster.</param>
    /// <param name="admits">Whether this silo takes more trials.</param>
    public async Task SendAsync(IGrainFactory grains, bool admits)
    {
        var mine = new SiloCapacity(silo, instance.Name, admits ? pool.Workers : 0, admits ? pool.Window : 0, pool.Busy + pool.Queued);
        table.Update(await grains.GetGrain<ICapacityGrain>(ICapacityGrain.Key).ReportAsync(mine));
    }
}
