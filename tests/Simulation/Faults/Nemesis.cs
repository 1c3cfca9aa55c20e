using System.Globalization;
using Orleans.Runtime;
using Sweep.GrainHost.Simulation;
using Sweep.Simulation.Tests.Silos;

namespace Sweep.Simulation.Tests.Faults;

/// <summary>Starts the silos of a schedule, has its faults befall them, and starts others in place of those that died.</summary>
internal sealed class Nemesis
{
    private static readonly GrainId SweepGrain = GrainId.Create("sweep", SimulatedSweep.Id);

    private readonly SimulatedCluster _cluster;
    private readonly SiloParts _parts;
    private readonly SweepSilo[] _slots;
    private readonly int[] _starts;

    public Nemesis(SimulatedCluster cluster, Schedule schedule, SiloParts parts)
    {
        (_cluster, _parts) = (cluster, parts);
        _slots = new SweepSilo[schedule.Silos];
        _starts = new int[schedule.Silos];
        for (var slot = 0; slot < _slots.Length; slot++)
            Start(slot);
        foreach (var fault in schedule.Faults)
            cluster.After(fault.At, () => Befall(fault));
        cluster.After(schedule.Calm, FillUp);
    }

    private void Befall(PlannedFault fault)
    {
        var slot = fault.Slot % _slots.Length;
        var silo = _slots[slot].Silo;
        switch (fault.Kind)
        {
            case FaultKind.Kill:
                silo.Kill();
                break;
            case FaultKind.Stop:
                _ = _slots[slot].StopAsync();
                break;
            case FaultKind.Cut:
                silo.Cut();
                _parts.Record.SetReach(silo, fault.Record);
                _cluster.After(fault.Span, () =>
                {
                    _parts.Record.SetReach(silo, true);
                    silo.Heal(fault.After, fault.After);
                });
                break;
            case FaultKind.Freeze:
                silo.Freeze(fault.Span, fault.After);
                break;
            case FaultKind.Clock:
                silo.StepClock(fault.Span);
                break;
            case FaultKind.LosePlace:
                var known = _cluster.PlacedGrains;
                if (known.Count > 0)
                    _cluster.LosePlace(fault.Slot < 20 && known.Contains(SweepGrain) ? SweepGrain : known[fault.Slot % known.Count], fault.After);
                break;
            case FaultKind.Outage:
                _cluster.Trace.Write($"FAULT the record is out for {fault.Span.TotalSeconds} s");
                _parts.Record.GoOut(fault.Span);
                break;
        }

        if (fault.Kind is FaultKind.Kill or FaultKind.Stop or FaultKind.Cut or FaultKind.Freeze)
            _cluster.After(fault.Span + fault.After, () => Replace(slot));
    }

    private void FillUp()
    {
        _cluster.Trace.Write($"the calm begins");
        for (var slot = 0; slot < _slots.Length; slot++)
            Replace(slot);
    }

    private void Replace(int slot)
    {
        if (_slots[slot].Silo.IsDead)
            Start(slot);
    }

    private void Start(int slot)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + slot)}{++_starts[slot]}");
        _slots[slot] = new SweepSilo(_cluster, name, _parts);
    }
}
