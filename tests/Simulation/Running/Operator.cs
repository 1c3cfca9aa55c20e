using Sweep.GrainHost.Simulation;
using Sweep.Grains.Contracts;
using Sweep.Simulation.Tests.Faults;
using Sweep.Storage;

namespace Sweep.Simulation.Tests.Running;

/// <summary>
/// Asks for the sweep, as a cluster's reminder does for one that the record says is running, and as a person does for one
/// that paused by itself.
/// </summary>
internal sealed class Operator
{
    private readonly SimulatedCluster _cluster;
    private readonly AuditingStore _store;
    private readonly Chance _chance;

    public Operator(SimulatedCluster cluster, Schedule schedule, AuditingStore store)
    {
        (_cluster, _store) = (cluster, store);
        _chance = new Chance(schedule.Seed, ChanceUse.Operator);
        Look();
    }

    private void Look()
    {
        _cluster.After(_chance.Between(2, 10), Look);
        if (_store.State == SweepState.Finished)
            return;
        var silos = _cluster.Silos.Where(silo => silo is { IsCut: false, IsFrozen: false, IsLeaving: false }).ToList();
        if (silos.Count > 0)
            _ = StartAsync(silos[(int)_chance.Below((uint)silos.Count)]);
    }

    private async Task StartAsync(SimulatedSilo silo)
    {
        try
        {
            await silo.Grains.GetGrain<ISweepGrain>(SimulatedSweep.Id).StartAsync();
        }
        catch (Exception exception)
        {
            _cluster.Trace.Write($"{silo.Name} the sweep was not started: {exception.GetType().Name}: {exception.Message}");
        }
    }
}
