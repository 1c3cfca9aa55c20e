namespace Sweep.Core.Randomness;

/// <summary>
/// Random numbers of one (key, stream, sub-stream, step), one after another. Number i is a pure function of its place:
/// word i mod 4 of <see cref="Philox"/> at counter (i / 4, step, sub-stream, stream).
/// </summary>
public struct RandomSequence(RandomKey key, RandomUse use, uint subStream = 0, uint step = 0)
{
    private (uint X0, uint X1, uint X2, uint X3) _block;
    private uint _next;

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        var word = _next & 3;
        if (word == 0)
            _block = Philox.At(key.Value, _next >> 2, step, subStream, (uint)use);
        _next++;
        return word switch { 0 => _block.X0, 1 => _block.X1, 2 => _block.X2, _ => _block.X3 };
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64() => ((ulong)NextUInt32() << 32) | NextUInt32();

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform whole number in [0, bound), without bias (Lemire 2019).</summary>
    public uint NextBelow(uint bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        var product = (ulong)NextUInt32() * bound;
        if ((uint)product < bound)
        {
            var threshold = unchecked(0u - bound) % bound;
            while ((uint)product < threshold)
                product = (ulong)NextUInt32() * bound;
        }

        return (uint)(product >> 32);
    }

    /// <summary>In-place Fisher-Yates shuffle.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)NextBelow((uint)i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
