using Sweep.Core.Randomness;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath;

/// <summary>
/// Random arrays by <see cref="Philox"/>, whose counters are (block, step, sub-stream, use) as in <see cref="RandomSequence"/>.
/// Element i is a pure function of its number and of those, the same bits at every vector width. The elements are laid out for
/// vectors, not as in RandomSequence: 16 neighbouring blocks b = 16k … 16k+15 serve one group of elements, and word w of block
/// 16k + l serves element l of the group's w-th sixteen.
/// </summary>
public static unsafe class RandomKernels
{
    /// <summary>
    /// Uniform floats in [0, 1), multiples of 2⁻²⁴: word (i/16) mod 4 of block 16·(i/64) + i mod 16, its upper 24 bits.
    /// </summary>
    public static void Uniform(RandomKey key, RandomUse use, uint subStream, uint step, float* to, int n)
    {
        if (Ladder.Has16)
            RandomLoops.Uniform<F16>(key.Value, (uint)use, subStream, step, to, n);
        else if (Ladder.Has8)
            RandomLoops.Uniform<F8>(key.Value, (uint)use, subStream, step, to, n);
        else if (Ladder.Has4)
            RandomLoops.Uniform<F4>(key.Value, (uint)use, subStream, step, to, n);
        else
            RandomLoops.Uniform<F1>(key.Value, (uint)use, subStream, step, to, n);
    }

    /// <summary>
    /// Standard normal floats by Box and Muller (1958): words 0 and 1 of block 16·(i/64) + i mod 16 give the elements of the group's
    /// first and second sixteen (cosine, sine), words 2 and 3 those of the third and fourth. |x| is at most 6.77.
    /// </summary>
    public static void Normal(RandomKey key, RandomUse use, uint subStream, uint step, float* to, int n)
    {
        if (Ladder.Has16)
            RandomLoops.Normal<F16>(key.Value, (uint)use, subStream, step, to, n);
        else if (Ladder.Has8)
            RandomLoops.Normal<F8>(key.Value, (uint)use, subStream, step, to, n);
        else if (Ladder.Has4)
            RandomLoops.Normal<F4>(key.Value, (uint)use, subStream, step, to, n);
        else
            RandomLoops.Normal<F1>(key.Value, (uint)use, subStream, step, to, n);
    }

    /// <summary>The rate that dropout really has: rounded to a multiple of 1/65536, at most 65535/65536.</summary>
    public static double QuantisedRate(double rate) => Threshold(rate) / 65536.0;

    /// <summary>1/(1 − q) for the rate q that dropout really has, rounded to float: what kept units are multiplied by.</summary>
    public static float DropoutScale(double rate) => (float)(1 / (1 - QuantisedRate(rate)));

    /// <summary>
    /// mask[i] = 0 with probability <see cref="QuantisedRate"/>, else <paramref name="kept"/> (<see cref="DropoutScale"/> for inverted dropout,
    /// 1 for plain). Unit i's 16 bits: the lower half, for the group's even sixteens, or the upper half of word
    /// (i/32) mod 4 of block 16·(i/128) + i mod 16; dropped where they are below 65536·q.
    /// </summary>
    public static void DropoutMask(RandomKey key, RandomUse use, uint subStream, uint step, double rate, float kept, float* mask, int n)
    {
        var threshold = Threshold(rate);
        if (Ladder.Has16)
            RandomLoops.DropoutMask<F16>(key.Value, (uint)use, subStream, step, threshold, kept, mask, n);
        else if (Ladder.Has8)
            RandomLoops.DropoutMask<F8>(key.Value, (uint)use, subStream, step, threshold, kept, mask, n);
        else if (Ladder.Has4)
            RandomLoops.DropoutMask<F4>(key.Value, (uint)use, subStream, step, threshold, kept, mask, n);
        else
            RandomLoops.DropoutMask<F1>(key.Value, (uint)use, subStream, step, threshold, kept, mask, n);
    }

    /// <summary>
    /// <see cref="DropoutMask"/> by the dropout stream, and a[i] *= mask[i]. The backward pass multiplies by the mask
    /// (<see cref="RowKernels.Multiply"/>).
    /// </summary>
    public static void ApplyDropout(RandomKey key, uint layer, uint step, double rate, float* a, float* mask, int n)
    {
        DropoutMask(key, RandomUse.Dropout, layer, step, rate, DropoutScale(rate), mask, n);
        RowKernels.Multiply(a, mask, n);
    }

    private static uint Threshold(double rate) => (uint)Math.Clamp(Math.Round(rate * 65536), 0, 65535);
}
