using Sweep.Core.Randomness;

namespace Sweep.Core.Tests;

/// <summary>Choices of a test, the same for the same seed.</summary>
internal sealed class Choices(int seed)
{
    private RandomSequence _sequence = RandomKey.For((ulong)seed, 0).Sequence(RandomUse.Bootstrap);

    /// <summary>A whole number from 0 to below a bound.</summary>
    public int Below(int bound) => (int)_sequence.NextBelow((uint)bound);

    /// <summary>One of several.</summary>
    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>A number in [0, 1).</summary>
    public double Number() => _sequence.NextDouble();
}
