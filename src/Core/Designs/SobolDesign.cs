using System.Numerics;
using Sweep.Core.Randomness;

namespace Sweep.Core.Designs;

/// <summary>
/// Sobol points in base 2 with Joe and Kuo's direction numbers, under Owen's nested uniform scrambling: bit k of a
/// coordinate is flipped or not by a random bit that depends on the bits before it (Owen, "Scrambling Sobol and
/// Niederreiter-Xing points", J. Complexity 1998). The points stay a (t, m, s)-net.
/// </summary>
public sealed class SobolDesign : IPointDesign
{
    /// <summary>Greatest number of dimensions.</summary>
    public const int MaxDimensions = SobolTable.Dimensions;

    private const int Bits = 32;

    private readonly uint[][] _directions;
    private readonly RandomKey? _key;

    /// <summary>Made from the number of points, of dimensions and the key of the scrambling; null for bare Sobol points.</summary>
    public SobolDesign(long count, int dimensions, RandomKey? key)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, MaxDimensions);
        Count = count;
        _key = key;
        _directions = [.. Enumerable.Range(0, dimensions).Select(Directions)];
    }

    /// <inheritdoc/>
    public long Count { get; }

    /// <inheritdoc/>
    public void Point(long index, Span<double> coordinates)
    {
        for (var d = 0; d < coordinates.Length; d++)
        {
            var x = 0u;
            for (var rest = (uint)index; rest != 0; rest &= rest - 1)
                x ^= _directions[d][BitOperations.TrailingZeroCount(rest)];
            if (_key is { } key)
                x = Scramble(x, d, key);
            coordinates[d] = x * (1.0 / (1UL << Bits));
        }
    }

    private static uint Scramble(uint x, int dimension, RandomKey key)
    {
        var flips = 0u;
        for (var k = 0; k < Bits; k++)
        {
            // The bits before bit k, and k itself, choose the flip.
            var prefix = k == 0 ? 0 : x >> (Bits - k);
            flips = (flips << 1) | (uint)(DesignRandom.Bits(key, DesignRandom.Scramble, dimension, prefix, (uint)k) >> 63);
        }

        return x ^ flips;
    }

    /// <summary>v_k = m_k·2^(32-k), with m from the recurrence of the primitive polynomial (Bratley and Fox 1988).</summary>
    private static uint[] Directions(int dimension)
    {
        var directions = new uint[Bits];
        if (dimension == 0)
        {
            for (var k = 0; k < Bits; k++)
                directions[k] = 1u << (Bits - 1 - k);
            return directions;
        }

        var row = SobolTable.Row(dimension);
        int degree = row[0], coefficients = row[1];
        for (var k = 0; k < Bits; k++)
        {
            if (k < degree)
            {
                directions[k] = (uint)row[2 + k] << (Bits - 1 - k);
                continue;
            }

            var v = directions[k - degree] ^ (directions[k - degree] >> degree);
            for (var i = 1; i < degree; i++)
            {
                if (((coefficients >> (degree - 1 - i)) & 1) != 0)
                    v ^= directions[k - i];
            }

            directions[k] = v;
        }

        return directions;
    }
}
