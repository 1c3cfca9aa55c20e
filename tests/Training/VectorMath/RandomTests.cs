using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Randomness;
using Sweep.Training.VectorMath;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Tests.VectorMath;

public sealed unsafe class RandomTests
{
    private static readonly RandomKey Key = new(0x1234_5678_9ABC_DEF0);

    [Fact]
    public void Random_arrays_have_the_same_bits_at_every_width_and_stay_in_their_buffers()
        => Prop.ForAll(Gen.Choose(0, 400).ToArbitrary(), n => Rungs.Same(new Draws(n))).QuickCheckThrowOnFailure();

    [Fact]
    public void Uniform_floats_are_the_documented_words_of_philox()
    {
        const int N = 1_000;
        using var x = new Guarded(N);
        RandomKernels.Uniform(Key, RandomUse.Weights, 3, 7, x.Data, N);
        var values = x.ToArray();
        for (var i = 0; i < N; i++)
            Assert.Equal((Word(i / 64 * 16, i % 64, RandomUse.Weights, 3, 7) >> 8) * (1f / (1 << 24)), values[i]);
    }

    [Fact]
    public void A_shorter_array_is_the_start_of_a_longer_one()
    {
        using var whole = new Guarded(500);
        RandomKernels.Normal(Key, RandomUse.Noise, 0, 1, whole.Data, 500);
        for (var n = 1; n < 500; n += 13)
        {
            using var part = new Guarded(n);
            RandomKernels.Normal(Key, RandomUse.Noise, 0, 1, part.Data, n);
            Assert.Equal(whole.ToArray()[..n], part.ToArray());
        }
    }

    [Fact]
    public void A_unit_is_dropped_by_its_own_16_bits()
    {
        const int N = 1_001;
        using var mask = new Guarded(N);
        RandomKernels.DropoutMask(Key, RandomUse.Dropout, 2, 9, 0.3, 1.5f, mask.Data, N);
        var values = mask.ToArray();
        for (var i = 0; i < N; i++)
        {
            var word = Word(i / 128 * 16, (i % 128 / 32 * 16) + (i % 16), RandomUse.Dropout, 2, 9);
            var bits = i / 16 % 2 == 0 ? word & 0xFFFF : word >> 16;
            Assert.Equal(bits < Math.Round(0.3 * 65536) ? 0 : 1.5f, values[i]);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.999999)]
    public void Dropout_keeps_the_expected_value(double rate)
    {
        Assert.InRange(RandomKernels.QuantisedRate(rate) - rate, -1.0 / 65536, 1.0 / 131072);
        Assert.Equal(1, RandomKernels.DropoutScale(rate) * (1 - RandomKernels.QuantisedRate(rate)), 1e-6);
    }

    [Fact]
    public void Dropout_drops_its_share_and_scales_the_rest()
    {
        const int N = 100_000;
        using var a = new Guarded([.. Enumerable.Repeat(2f, N)]);
        using var mask = new Guarded(N);
        RandomKernels.ApplyDropout(Key, 1, 1, 0.25, a.Data, mask.Data, N);
        var scale = RandomKernels.DropoutScale(0.25);
        var dropped = mask.ToArray().Count(m => m == 0);
        // Five standard deviations of a binomial count.
        Assert.InRange(dropped, 25_000 - 685, 25_000 + 685);
        Assert.Equal(mask.ToArray().Select(m => m * 2), a.ToArray());
        Assert.All(a.ToArray(), v => Assert.True(v == 0 || v == 2 * scale));
    }

    [Fact]
    public void Normals_have_the_moments_and_the_distribution_of_a_normal()
    {
        const int N = 1_000_000;
        using var x = new Guarded(N);
        RandomKernels.Normal(Key, RandomUse.Noise, 1, 2, x.Data, N);
        var values = Array.ConvertAll(x.ToArray(), v => (double)v);
        Assert.InRange(values.Average(), -0.005, 0.005);
        Assert.InRange(values.Average(v => v * v), 1 - 0.0071, 1 + 0.0071);
        Assert.InRange(values.Average(v => v * v * v), -0.02, 0.02);
        Assert.InRange(values.Average(v => v * v * v * v), 3 - 0.05, 3 + 0.05);

        // Shares below −2, −1, 0, 1, 2 standard deviations, within five of theirs.
        foreach (var (limit, share) in new[] { (-2.0, 0.0227501), (-1.0, 0.1586553), (0.0, 0.5), (1.0, 0.8413447), (2.0, 0.9772499) })
            Assert.InRange(values.Count(v => v < limit) / (double)N, share - (5 * Math.Sqrt(share * (1 - share) / N)), share + (5 * Math.Sqrt(share * (1 - share) / N)));

        // Cosine and sine of one pair are independent.
        Assert.InRange(Enumerable.Range(0, N / 64).Average(i => values[i * 64] * values[(i * 64) + 16]), -0.04, 0.04);
    }

    private static uint Word(int firstBlock, int place, RandomUse use, uint subStream, uint step)
    {
        var (x0, x1, x2, x3) = Philox.At(Key.Value, (uint)(firstBlock + (place % 16)), step, subStream, (uint)use);
        return (place / 16) switch { 0 => x0, 1 => x1, 2 => x2, _ => x3 };
    }

    private sealed class Draws(int n) : Rungs.IComputation
    {
        public float[][] Run<F>()
            where F : unmanaged, ISimd<F>
        {
            using var uniform = new Guarded(n);
            using var normal = new Guarded(n);
            using var mask = new Guarded(n);
            RandomLoops.Uniform<F>(Key.Value, 1, 2, 3, uniform.Data, n);
            RandomLoops.Normal<F>(Key.Value, 4, 5, 6, normal.Data, n);
            RandomLoops.DropoutMask<F>(Key.Value, 7, 8, uint.MaxValue, 20_000, 1.25f, mask.Data, n);
            return [uniform.ToArray(), normal.ToArray(), mask.ToArray()];
        }
    }
}
