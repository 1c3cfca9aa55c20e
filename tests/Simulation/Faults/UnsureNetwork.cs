using Sweep.GrainHost.Simulation;

namespace Sweep.Simulation.Tests.Faults;

/// <summary>A network that delays all messages, and loses, doubles or holds up some until the calm.</summary>
internal sealed class UnsureNetwork(Schedule schedule, Func<TimeSpan> now) : ISimulatedNetwork
{
    private readonly Chance _chance = new(schedule.Seed, ChanceUse.Messages);

    public MessageFate Decide(SimulatedMessage message)
    {
        var unsure = now() < schedule.Calm;
        if (unsure && _chance.Happens(schedule.MessageLost))
            return new(null);
        var again = unsure && _chance.Happens(schedule.MessageDoubled) ? Delay(unsure) : (TimeSpan?)null;
        return new(Delay(unsure), again);
    }

    private TimeSpan Delay(bool unsure) => unsure && _chance.Happens(schedule.MessageSlow) ? _chance.Between(0.01, 8) : _chance.Between(0.0001, 0.002);
}
