using Sweep.Core.Randomness;

namespace Sweep.Core.Designs;

/// <summary>
/// Halton points, dimension d in the d-th prime base, every digit permuted at random, digits beyond the number's own
/// too (Owen, "A randomized Halton algorithm in R", arXiv 1706.02808).
/// </summary>
public sealed class HaltonDesign : IPointDesign
{
    private const double Resolution = 1.0 / (1UL << 53);

    private readonly int[] _bases;
    private readonly ushort[][][] _permutations;

    /// <summary>Made from the number of points, of dimensions and the key of the random numbers.</summary>
    public HaltonDesign(long count, int dimensions, RandomKey key)
    {
        Count = count;
        _bases = Primes(dimensions);
        _permutations = [.. _bases.Select((b, d) => PermutationsOf(b, d, key))];
    }

    /// <inheritdoc/>
    public long Count { get; }

    /// <inheritdoc/>
    public void Point(long index, Span<double> coordinates)
    {
        for (var d = 0; d < coordinates.Length; d++)
        {
            var b = _bases[d];
            var rest = index;
            var (sum, weight) = (0.0, 1.0);
            foreach (var permutation in _permutations[d])
            {
                weight /= b;
                sum += permutation[(int)(rest % b)] * weight;
                rest /= b;
            }

            coordinates[d] = Math.Min(sum, Math.BitDecrement(1.0));
        }
    }

    private static ushort[][] PermutationsOf(int prime, int dimension, RandomKey key)
    {
        var permutations = new List<ushort[]>();
        for (var weight = 1.0; weight > Resolution; weight /= prime)
        {
            var permutation = new ushort[prime];
            for (var i = 0; i < prime; i++)
                permutation[i] = (ushort)i;
            for (var i = prime - 1; i > 0; i--)
            {
                var bits = DesignRandom.Bits(key, DesignRandom.Digits, dimension, (uint)permutations.Count, (uint)i);

                // Of 64 random bits the bias of the product's upper half is below 2^-50.
                var j = (int)Math.BigMul(bits, (ulong)i + 1, out _);
                (permutation[i], permutation[j]) = (permutation[j], permutation[i]);
            }

            permutations.Add(permutation);
        }

        return [.. permutations];
    }

    private static int[] Primes(int count)
    {
        var primes = new List<int>();
        for (var n = 2; primes.Count < count; n++)
        {
            if (primes.TrueForAll(p => n % p != 0))
                primes.Add(n);
        }

        return [.. primes];
    }
}
