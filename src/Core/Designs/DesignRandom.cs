using Sweep.Core.Randomness;

namespace Sweep.Core.Designs;

/// <summary>
/// Random numbers of the designs: words of <see cref="Philox"/> at counter (a, b, purpose·2¹⁶ + dimension, <see cref="RandomUse.Design"/>).
/// The purposes are part of every sampled plan: never change one.
/// </summary>
internal static class DesignRandom
{
    /// <summary>Coordinates drawn directly.</summary>
    public const uint Draw = 0;

    /// <summary>Place of a point within its stratum.</summary>
    public const uint Jitter = 1;

    /// <summary>Orders of strata.</summary>
    public const uint Order = 2;

    /// <summary>Owen's bit flips.</summary>
    public const uint Scramble = 3;

    /// <summary>Permutations of digits.</summary>
    public const uint Digits = 4;

    /// <summary>64 random bits.</summary>
    public static ulong Bits(RandomKey key, uint purpose, int dimension, uint a, uint b)
    {
        var (x0, x1, _, _) = Philox.At(key.Value, a, b, (purpose << 16) + (uint)dimension, (uint)RandomUse.Design);
        return ((ulong)x0 << 32) | x1;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public static double Uniform(RandomKey key, uint purpose, int dimension, long index)
        => (Bits(key, purpose, dimension, (uint)index, (uint)(index >> 32)) >> 11) * (1.0 / (1UL << 53));
}
