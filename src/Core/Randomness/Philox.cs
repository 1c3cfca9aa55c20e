using System.Runtime.CompilerServices;

namespace Sweep.Core.Randomness;

/// <summary>
/// Philox4x32-10, a counter-based generator: four random words are a pure function of a 64-bit key and a 128-bit counter
/// (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
/// </summary>
public static class Philox
{
    /// <summary>First multiplier.</summary>
    public const uint Multiplier0 = 0xD2511F53;

    /// <summary>Second multiplier.</summary>
    public const uint Multiplier1 = 0xCD9E8D57;

    /// <summary>Added to the key's first word after each round: the golden ratio.</summary>
    public const uint Weyl0 = 0x9E3779B9;

    /// <summary>Added to the key's second word after each round: sqrt(3)-1.</summary>
    public const uint Weyl1 = 0xBB67AE85;

    /// <summary>Rounds.</summary>
    public const int Rounds = 10;

    /// <summary>The four words at one counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint X0, uint X1, uint X2, uint X3) At(ulong key, uint c0, uint c1, uint c2, uint c3)
    {
        var k0 = (uint)key;
        var k1 = (uint)(key >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var p0 = (ulong)Multiplier0 * c0;
            var p1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }
}
