using Sweep.Core.Randomness;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Running;

/// <summary>
/// Where a training's order of samples and its dropout masks come from: counter-based random numbers. Tests that compare
/// with recorded trainings put recorded ones in their place.
/// </summary>
/// <param name="key">Key of all random numbers.</param>
internal unsafe class RandomDraws(RandomKey key)
{
    /// <summary>Added to a layer's number for the masks of alpha dropout.</summary>
    private const uint AlphaStream = 0x8000_0000;

    /// <summary>Key of all random numbers.</summary>
    public RandomKey Key { get; } = key;

    /// <summary>Puts the samples of one epoch (from 0) in order.</summary>
    public virtual void Order(Span<int> order, int epoch)
    {
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Key.Sequence(RandomUse.Shuffle, 0, (uint)epoch).Shuffle(order);
    }

    /// <summary>A block of factors: 0 where a unit is dropped, <paramref name="kept"/> elsewhere.</summary>
    /// <param name="layer">Layer, 0 for the input.</param>
    /// <param name="step">Step, from 0.</param>
    /// <param name="rate">Share dropped.</param>
    /// <param name="kept">Factor of units that are kept.</param>
    /// <param name="mask">The block.</param>
    /// <param name="length">Its floats.</param>
    /// <param name="alpha">Whether the mask is for alpha dropout.</param>
    public virtual void DropoutMask(int layer, uint step, double rate, float kept, float* mask, int length, bool alpha = false)
        => RandomKernels.DropoutMask(Key, RandomUse.Dropout, (uint)layer | (alpha ? AlphaStream : 0), step, rate, kept, mask, length);
}
