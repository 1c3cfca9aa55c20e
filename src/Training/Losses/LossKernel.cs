using System.Runtime.Intrinsics;
using Sweep.Core.Configuration;
using Sweep.Training.Kernels;

namespace Sweep.Training.Losses;

/// <summary>
/// Losses over feature-major logits and targets (outputs × samples), each sample's loss and its gradient by the logits.
/// Sums over outputs run in the order of the outputs, sixteen samples side by side.
/// </summary>
internal sealed unsafe class LossKernel
{
    private readonly Loss _loss;
    private readonly int _outputs;
    private readonly float* _work;
    private readonly float* _sums;
    private readonly float* _logs;

    /// <summary>Takes its memory.</summary>
    /// <param name="loss">What is minimised; not auto.</param>
    /// <param name="outputs">Units of the output layer.</param>
    /// <param name="arena">Where memory comes from.</param>
    /// <param name="capacity">Greatest number of columns.</param>
    public LossKernel(Loss loss, int outputs, Arena arena, int capacity)
    {
        _loss = loss;
        _outputs = outputs;
        _work = arena.Floats((long)outputs * capacity);
        _sums = arena.Floats(capacity);
        _logs = arena.Floats(capacity);
    }

    /// <summary>Each sample's loss and, where asked for, the gradient of their mean by the logits.</summary>
    /// <param name="logits">z, outputs × columns.</param>
    /// <param name="targets">Targets in the same layout; classes as shares that add up to 1.</param>
    /// <param name="columns">Columns, a multiple of 16.</param>
    /// <param name="losses">Each column's loss.</param>
    /// <param name="gradient">∂(mean loss)/∂z; null where not needed.</param>
    /// <param name="samples">Columns that are samples: what the mean divides by.</param>
    public void Evaluate(float* logits, float* targets, int columns, float* losses, float* gradient, int samples)
    {
        switch (_loss)
        {
            case Loss.CrossEntropy:
                CrossEntropy(logits, targets, columns, losses, gradient, 1f / samples);
                break;
            case Loss.BinaryCrossEntropy:
                BinaryCrossEntropy(logits, targets, columns, losses, gradient, 1f / samples);
                break;
            case Loss.Mse:
                Elementwise<SquaredError>(new SquaredError(), logits, targets, columns, losses, gradient, samples);
                break;
            case Loss.Huber huber:
                Elementwise(new HuberError((float)huber.Delta), logits, targets, columns, losses, gradient, samples);
                break;
            default:
                Elementwise(new AbsoluteError(), logits, targets, columns, losses, gradient, samples);
                break;
        }

        if (gradient != null)
            Blocks.ClearColumns(gradient, _outputs, columns, samples);
    }

    // log-sum-exp after subtracting the greatest logit, so that nothing overflows.
    private void CrossEntropy(float* logits, float* targets, int columns, float* losses, float* gradient, float share)
    {
        for (var b = 0; b < columns; b += 16)
        {
            var greatest = Vector512.Load(logits + b);
            for (nint c = 1; c < _outputs; c++)
            {
                var z = Vector512.Load(logits + (c * columns) + b);
                greatest = Vector512.ConditionalSelect(Vector512.GreaterThan(z, greatest), z, greatest);
            }

            for (nint c = 0; c < _outputs; c++)
                Vector512.Store(Vector512.Load(logits + (c * columns) + b) - greatest, _work + (c * columns) + b);
        }

        var dots = losses;
        for (var b = 0; b < columns; b += 16)
        {
            var dot = Vector512<float>.Zero;
            for (nint c = 0; c < _outputs; c++)
                dot = Vector512.FusedMultiplyAdd(Vector512.Load(targets + (c * columns) + b), Vector512.Load(_work + (c * columns) + b), dot);
            Vector512.Store(dot, dots + b);
        }

        VectorMath.VectorMath.Exp(_work, _work, checked(_outputs * columns));
        for (var b = 0; b < columns; b += 16)
        {
            var sum = Vector512.Load(_work + b);
            for (nint c = 1; c < _outputs; c++)
                sum += Vector512.Load(_work + (c * columns) + b);
            Vector512.Store(sum, _sums + b);
        }

        VectorMath.VectorMath.Log(_sums, _logs, columns);
        for (var b = 0; b < columns; b += 16)
        {
            Vector512.Store(Vector512.Load(_logs + b) - Vector512.Load(dots + b), losses + b);
            if (gradient == null)
                continue;
            var inverse = Vector512.Create(1f) / Vector512.Load(_sums + b);
            for (nint c = 0; c < _outputs; c++)
            {
                var at = (c * columns) + b;
                Vector512.Store(((Vector512.Load(_work + at) * inverse) - Vector512.Load(targets + at)) * share, gradient + at);
            }
        }
    }

    // log(1+exp(z)) − y·z; the derivative is sigmoid(z) − y.
    private void BinaryCrossEntropy(float* logits, float* targets, int columns, float* losses, float* gradient, float share)
    {
        VectorMath.VectorMath.Softplus(logits, _work, columns);
        for (var b = 0; b < columns; b += 16)
            Vector512.Store(Vector512.Load(_work + b) - (Vector512.Load(targets + b) * Vector512.Load(logits + b)), losses + b);
        if (gradient == null)
            return;
        VectorMath.VectorMath.Sigmoid(logits, _work, columns);
        for (var b = 0; b < columns; b += 16)
            Vector512.Store((Vector512.Load(_work + b) - Vector512.Load(targets + b)) * share, gradient + b);
    }

    private void Elementwise<TError>(TError error, float* logits, float* targets, int columns, float* losses, float* gradient, int samples)
        where TError : struct, IPointwiseError
    {
        var share = (float)(1.0 / ((double)samples * _outputs));
        var mean = 1f / _outputs;
        for (var b = 0; b < columns; b += 16)
        {
            var sum = Vector512<float>.Zero;
            for (nint c = 0; c < _outputs; c++)
            {
                var at = (c * columns) + b;
                var difference = Vector512.Load(logits + at) - Vector512.Load(targets + at);
                sum += error.Value(difference);
                if (gradient != null)
                    Vector512.Store(error.Derivative(difference) * share, gradient + at);
            }

            Vector512.Store(sum * mean, losses + b);
        }
    }
}
