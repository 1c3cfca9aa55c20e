using Sweep.Core.Configuration;
using Sweep.Training.Kernels;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Losses;

/// <summary>
/// Losses over feature-major logits and targets (outputs × samples): each sample's loss, and the gradient of their mean by
/// the logits. Sums over outputs run in the order of the outputs, samples side by side in a vector's lanes.
/// </summary>
internal sealed unsafe class LossKernel
{
    private readonly Loss _loss;
    private readonly int _outputs;
    private readonly float* _work;

    /// <summary>Takes its memory.</summary>
    /// <param name="loss">What is minimised; not auto.</param>
    /// <param name="outputs">Units of the output layer.</param>
    /// <param name="arena">Where memory comes from.</param>
    public LossKernel(Loss loss, int outputs, Arena arena)
    {
        _loss = loss;
        _outputs = outputs;
        _work = arena.Floats(outputs * 16L);
    }

    /// <summary>Each sample's loss and, where asked for, the gradient of their mean by the logits.</summary>
    /// <param name="logits">z, outputs × columns.</param>
    /// <param name="targets">Targets in the same layout; classes as shares that add up to 1.</param>
    /// <param name="columns">Columns, a multiple of 16.</param>
    /// <param name="losses">Each column's loss.</param>
    /// <param name="gradient">∂(mean loss)/∂z, 0 in columns that are no samples; null where not needed.</param>
    /// <param name="samples">Columns that are samples.</param>
    public void Evaluate(float* logits, float* targets, int columns, float* losses, float* gradient, int samples)
    {
        if (Ladder.Has16)
            Evaluate<F16>(logits, targets, columns, losses, gradient, samples);
        else if (Ladder.Has8)
            Evaluate<F8>(logits, targets, columns, losses, gradient, samples);
        else if (Ladder.Has4)
            Evaluate<F4>(logits, targets, columns, losses, gradient, samples);
        else
            Evaluate<F1>(logits, targets, columns, losses, gradient, samples);
        if (gradient != null)
            Blocks.ClearColumns(gradient, _outputs, columns, samples);
    }

    private void Evaluate<F>(float* logits, float* targets, int columns, float* losses, float* gradient, int samples)
        where F : unmanaged, ISimd<F>
    {
        var share = (float)(1.0 / ((double)samples * _outputs));
        for (var b = 0; b < columns; b += F.Width)
        {
            var z = logits + b;
            var y = targets + b;
            var g = gradient == null ? null : gradient + b;
            var loss = _loss switch
            {
                Loss.CrossEntropy => LossLoops.CrossEntropy<F>(z, y, g, _work, _outputs, columns, 1f / samples),
                Loss.BinaryCrossEntropy => LossLoops.BinaryCrossEntropy<F>(z, y, g, 1f / samples),
                Loss.Mse => LossLoops.Pointwise<F, SquaredError>(z, y, g, _outputs, columns, share, 0),
                Loss.Huber huber => LossLoops.Pointwise<F, HuberError>(z, y, g, _outputs, columns, share, (float)huber.Delta),
                _ => LossLoops.Pointwise<F, AbsoluteError>(z, y, g, _outputs, columns, share, 0),
            };
            F.Store(losses + b, loss);
        }
    }
}
