using Sweep.Core.Randomness;

namespace Sweep.Core.Tests;

public sealed class PhiloxTests
{
    // Known answers of Random123 1.14's kat_vectors file for philox4x32 with 10 rounds.
    [Theory]
    [InlineData(0UL, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffffffffffUL, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x299f31d0a4093822UL, 0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_authors_known_answers(ulong key, uint c0, uint c1, uint c2, uint c3, uint x0, uint x1, uint x2, uint x3)
        => Assert.Equal((x0, x1, x2, x3), Philox.At(key, c0, c1, c2, c3));

    [Fact]
    public void Numbers_below_a_bound_are_spread_evenly()
    {
        var counts = new int[7];
        var sequence = RandomKey.For(1, 0).Sequence(RandomUse.Split);
        for (var i = 0; i < 70_000; i++)
            counts[sequence.NextBelow(7)]++;

        // Chi-squared with 6 degrees of freedom: 22.46 is its 0.999 quantile.
        Assert.True(counts.Sum(c => (c - 10_000.0) * (c - 10_000.0) / 10_000.0) < 22.46);
    }
}
