using Sweep.GrainHost.Simulation;
using Sweep.Simulation.Tests.Faults;

namespace Sweep.Simulation.Tests.Silos;

/// <summary>How sure the record is, for all silos of a schedule.</summary>
internal sealed class RecordConditions(Schedule schedule, Func<TimeSpan> now)
{
    private readonly Chance _chance = new(schedule.Seed, ChanceUse.Record);
    private readonly HashSet<SimulatedSilo> _outOfReach = [];
    private TimeSpan _outUntil;

    /// <summary>Whether the record does nothing for anybody.</summary>
    public bool IsOut => now() < _outUntil;

    private bool IsUnsure => now() < schedule.Calm;

    public void GoOut(TimeSpan span) => _outUntil = now() + span > _outUntil ? now() + span : _outUntil;

    public void SetReach(SimulatedSilo silo, bool reaches)
    {
        if (reaches)
            _outOfReach.Remove(silo);
        else
            _outOfReach.Add(silo);
    }

    public RecordFate Decide(SimulatedSilo silo)
    {
        if (IsOut || _outOfReach.Contains(silo))
            return RecordFate.Refused;
        if (!IsUnsure)
            return RecordFate.Done;
        if (_chance.Happens(schedule.RecordRefuses))
            return RecordFate.Refused;
        return _chance.Happens(schedule.RecordAnswerLost) ? RecordFate.AnswerLost : RecordFate.Done;
    }

    public TimeSpan Delay() => IsUnsure && _chance.Happens(schedule.RecordSlow) ? _chance.Between(0.1, 20) : _chance.Between(0.0002, 0.004);
}
