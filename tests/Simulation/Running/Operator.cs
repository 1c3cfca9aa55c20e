using Sweep.GrainHost.Simulation;
using Sweep.Grains.Contracts;
using Sweep.Simulation.Tests.Faults;
using Sweep.Storage;

namespace Sweep.Simulation.Tests.Running;

/// <summary>
/// Asks for the sweep, as a cluster's reminder does for one that the record says is running, and as a person does for one
/// that paused by itself; and asks for a pause or the end where the schedule says so, as another process does.
/// </summary>
internal sealed class Operator
{
    private readonly SimulatedCluster _cluster;
    private readonly Schedule _schedule;
    private readonly AuditingStore _store;
    private readonly Chance _chance;

    public Operator(SimulatedCluster cluster, Schedule schedule, AuditingStore store)
    {
        (_cluster, _schedule, _store) = (cluster, schedule, store);
        _chance = new Chance(schedule.Seed, ChanceUse.Operator);
        if (schedule.PauseAt is { } pause)
            cluster.After(pause, () => Ask(SweepRequest.Pause));
        if (schedule.CancelAt is { } cancel)
            cluster.After(cancel, () => Ask(SweepRequest.Cancel));
        Look();
    }

    private bool IsCancelled => _cluster.Now >= _schedule.CancelAt;

    private bool IsToRest => _cluster.Now >= _schedule.PauseAt && _cluster.Now < _schedule.ResumeAt;

    private void Ask(SweepRequest request)
    {
        if (!_store.IsOver)
            _store.RequestAsync(SimulatedSweep.Id, request, _cluster.Clock.GetUtcNow()).GetAwaiter().GetResult();
    }

    private void Look()
    {
        _cluster.After(_chance.Between(2, 10), Look);
        if (_store.IsOver || (_store.State == SweepState.Paused && IsToRest && !IsCancelled))
            return;
        var silos = _cluster.Silos.Where(silo => silo is { IsCut: false, IsFrozen: false, IsLeaving: false }).ToList();
        if (silos.Count > 0)
            _ = WakeAsync(silos[(int)_chance.Below((uint)silos.Count)]);
    }

    private async Task WakeAsync(SimulatedSilo silo)
    {
        try
        {
            var sweep = silo.Grains.GetGrain<ISweepGrain>(SimulatedSweep.Id);
            await (IsCancelled && _store.State == SweepState.Paused ? sweep.CancelAsync() : sweep.StartAsync());
        }
        catch (Exception exception)
        {
            _cluster.Trace.Write($"{silo.Name} the sweep was not woken: {exception.GetType().Name}: {exception.Message}");
        }
    }
}
