namespace Sweep.Core.Randomness;

/// <summary>
/// The key of all random numbers of one replicate. All combinations share the key of replicate r, which pairs them.
/// </summary>
/// <param name="Value">Key of <see cref="Philox"/>.</param>
public readonly record struct RandomKey(ulong Value)
{
    /// <summary>The key of one replicate under a sweep's seed: SplitMix64's finaliser (Steele, Lea and Flood 2014) over both.</summary>
    public static RandomKey For(ulong seed, int replicate)
        => new(Mix(Mix(seed) + unchecked((ulong)replicate * 0x9E3779B97F4A7C15)));

    /// <summary>A sequence of numbers for one use.</summary>
    public RandomSequence Sequence(RandomUse use, uint subStream = 0, uint step = 0) => new(this, use, subStream, step);

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
