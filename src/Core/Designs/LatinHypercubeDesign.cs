using System.Numerics;
using Sweep.Core.Randomness;

namespace Sweep.Core.Designs;

/// <summary>
/// Latin hypercube: in each dimension every one of n strata is met once, at a random place within it
/// (McKay, Beckman and Conover, Technometrics 1979). The order of strata is a keyed Feistel permutation with cycle
/// walking (Black and Rogaway 2002), so that a point needs neither memory nor the points before it.
/// </summary>
/// <param name="count">Number of points n.</param>
/// <param name="key">Key of the random numbers.</param>
public sealed class LatinHypercubeDesign(long count, RandomKey key) : IPointDesign
{
    private const int Rounds = 6;

    private readonly int _half = Math.Max(1, (BitOperations.Log2((ulong)Math.Max(1, count - 1)) + 2) / 2);

    /// <inheritdoc/>
    public long Count => count;

    /// <inheritdoc/>
    public void Point(long index, Span<double> coordinates)
    {
        for (var d = 0; d < coordinates.Length; d++)
        {
            var u = (Stratum(index, d) + DesignRandom.Uniform(key, DesignRandom.Jitter, d, index)) / count;

            // The quotient of a number just below n can round up to 1.
            coordinates[d] = Math.Min(u, Math.BitDecrement(1.0));
        }
    }

    private long Stratum(long index, int dimension)
    {
        var value = (ulong)index;
        do
            value = Permute(value, dimension);
        while (value >= (ulong)count);
        return (long)value;
    }

    private ulong Permute(ulong value, int dimension)
    {
        var mask = (1UL << _half) - 1;
        var (left, right) = (value >> _half, value & mask);
        for (var round = 0u; round < Rounds; round++)
            (left, right) = (right, left ^ (DesignRandom.Bits(key, DesignRandom.Order, dimension, (uint)right, round) & mask));
        return (left << _half) | right;
    }
}
