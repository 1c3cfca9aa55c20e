using Sweep.Core.Randomness;
using Sweep.GrainHost.Simulation;

namespace Sweep.Simulation.Tests;

/// <summary>One stream of chance of one seed. Each part of a schedule has its own, so that one part's draws never change another's.</summary>
internal sealed class Chance(ulong seed, ChanceUse use) : ISimulatedChance
{
    private const RandomUse Schedules = (RandomUse)0x5C4E;

    private RandomSequence _sequence = RandomKey.For(seed, 0).Sequence(Schedules, (uint)use);

    public uint Below(uint bound) => _sequence.NextBelow(bound);

    public bool Happens(double probability) => probability > 0 && _sequence.NextDouble() < probability;

    public TimeSpan Between(double leastSeconds, double mostSeconds)
        => TimeSpan.FromTicks((long)((leastSeconds + ((mostSeconds - leastSeconds) * _sequence.NextDouble())) * TimeSpan.TicksPerSecond));

    public T OneOf<T>(params ReadOnlySpan<T> choices) => choices[(int)Below((uint)choices.Length)];
}
