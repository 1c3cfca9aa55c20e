using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Augmenting;

/// <summary>Changes a batch of training samples where it stands, row by row: images first, then mixup, noise, feature dropout.</summary>
internal sealed unsafe class Augmenter
{
    private readonly Augmentation _augmentation;
    private readonly NetworkPlan _plan;
    private readonly RandomKey _key;
    private readonly ImageWarp? _warp;
    private readonly float* _work;
    private readonly int[] _partners;

    /// <summary>Takes its memory.</summary>
    /// <param name="augmentation">What is changed.</param>
    /// <param name="plan">The network.</param>
    /// <param name="image">Shape of the images; null where samples are none.</param>
    /// <param name="key">Key of its random numbers.</param>
    /// <param name="arena">Where memory comes from.</param>
    /// <param name="batch">Greatest number of samples.</param>
    public Augmenter(Augmentation augmentation, NetworkPlan plan, ImageShape? image, RandomKey key, Arena arena, int batch)
    {
        _augmentation = augmentation;
        _plan = plan;
        _key = key;
        _partners = new int[augmentation.Mixup > 0 ? batch : 0];
        if (ChangesImages(augmentation) && image is { } shape)
            _warp = new ImageWarp(augmentation, shape);
        if (!IsNone(augmentation))
            _work = arena.Floats((long)batch * Math.Max(plan.Features, plan.Outputs));
    }

    /// <summary>Whether nothing is changed.</summary>
    public static bool IsNone(Augmentation augmentation) => augmentation == new Augmentation();

    /// <summary>Whether only images can be changed so.</summary>
    public static bool ChangesImages(Augmentation augmentation)
        => augmentation is not { Shift: 0, Rotate: 0, Scale: 0, Cutout: 0 };

    /// <summary>Changes a batch.</summary>
    /// <param name="rows">Samples, row by row.</param>
    /// <param name="stride">Floats from one sample to the next.</param>
    /// <param name="targets">Targets, outputs × columns.</param>
    /// <param name="samples">Samples.</param>
    /// <param name="columns">Floats from one output's row to the next.</param>
    /// <param name="step">Step, from 0.</param>
    public void Apply(float* rows, int stride, float* targets, int samples, int columns, uint step)
    {
        if (_warp is not null)
        {
            for (var b = 0; b < samples; b++)
                _warp.Apply(rows + ((long)b * stride), _key.Sequence(RandomUse.Image, (uint)b, step));
        }

        if (_augmentation.Mixup > 0)
            Mix(rows, stride, targets, samples, columns, step);
        var features = _plan.Features;
        if (_augmentation.Noise > 0)
        {
            RandomKernels.Normal(_key, RandomUse.Noise, 0, step, _work, checked(samples * features));
            for (var b = 0; b < samples; b++)
                RowKernels.AddScaled(rows + ((long)b * stride), (float)_augmentation.Noise, _work + ((long)b * features), features);
        }

        if (_augmentation.FeatureDropout > 0)
        {
            RandomKernels.DropoutMask(_key, RandomUse.FeatureDropout, 0, step, _augmentation.FeatureDropout, 1, _work, checked(samples * features));
            for (var b = 0; b < samples; b++)
                RowKernels.Multiply(rows + ((long)b * stride), _work + ((long)b * features), features);
        }
    }

    // Zhang et al. 2018: one weight a batch, each sample mixed with another of the batch, targets alike.
    private void Mix(float* rows, int stride, float* targets, int samples, int columns, uint step)
    {
        var random = _key.Sequence(RandomUse.Mixup, 0, step);
        var weight = BetaNumbers.Symmetric(ref random, _augmentation.Mixup);
        var partners = _partners.AsSpan(0, samples);
        for (var b = 0; b < samples; b++)
            partners[b] = b;
        random.Shuffle(partners);
        var (own, other) = ((float)weight, (float)(1 - weight));
        var features = _plan.Features;
        for (var b = 0; b < samples; b++)
            new Span<float>(rows + ((long)b * stride), features).CopyTo(new Span<float>(_work + ((long)b * features), features));
        for (var b = 0; b < samples; b++)
        {
            RowKernels.Scale(rows + ((long)b * stride), own, features);
            RowKernels.AddScaled(rows + ((long)b * stride), other, _work + ((long)partners[b] * features), features);
        }

        for (var c = 0; c < _plan.Outputs; c++)
        {
            var row = targets + ((long)c * columns);
            new Span<float>(row, samples).CopyTo(new Span<float>(_work, samples));
            for (var b = 0; b < samples; b++)
                row[b] = MathF.FusedMultiplyAdd(other, _work[partners[b]], own * row[b]);
        }
    }
}
