using Sweep.Core.Configuration;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Updating;

/// <summary>One step's change of all parameters: penalties, decoupled decay, the optimiser's rule and max-norm.</summary>
/// <param name="training">How the network is trained.</param>
/// <param name="plan">The network.</param>
/// <param name="update">The optimiser.</param>
/// <param name="before">Room for the largest layer's parameters; null where max-norm is off.</param>
internal sealed unsafe class WeightUpdate(TrainingConfig training, NetworkPlan plan, ParameterUpdate update, float* before)
{
    private readonly double _decay = training.WeightDecay ?? ParameterUpdate.DefaultDecay(training.Optimizer);

    /// <summary>Squared L2 norm of the change of each layer's weights in the last step that was measured.</summary>
    public double[] SquaredChanges { get; } = new double[plan.Layers.Length];

    /// <summary>Updates all parameters.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="scales">What each layer's gradient is multiplied by first.</param>
    /// <param name="rate">η.</param>
    /// <param name="step">Step, from 1.</param>
    /// <param name="measure">Whether <see cref="SquaredChanges"/> are wanted.</param>
    public void Apply(float* parameters, float* gradients, ReadOnlySpan<float> scales, double rate, long step, bool measure)
    {
        update.Begin(rate, step);
        foreach (var layer in plan.Layers)
        {
            var change = 0.0;
            foreach (var segment in layer.Segments)
            {
                var scalars = ScalarsFor(segment.Kind, scales[layer.Number - 1], rate);
                var measures = measure && segment.Kind == ParameterKind.Weights;
                var weights = new Span<float>(parameters + segment.Offset, checked((int)segment.Length));
                if (training.MaxNorm > 0 && segment.Kind == ParameterKind.Weights)
                {
                    if (measures)
                        weights.CopyTo(new Span<float>(before, weights.Length));
                    update.Apply(scalars, parameters, gradients, segment.Offset, weights.Length, measure: false);
                    LimitRows(segment, parameters);
                    change += measures ? SquaredDistance(parameters + segment.Offset, before, weights.Length) : 0;
                }
                else
                {
                    change += update.Apply(scalars, parameters, gradients, segment.Offset, weights.Length, measures);
                }
            }

            if (measure)
                SquaredChanges[layer.Number - 1] = change;
        }
    }

    private bool IsPenalised(ParameterKind kind) => training.Penalize switch
    {
        Penalised.Weights => kind == ParameterKind.Weights,
        Penalised.WeightsAndBiases => kind != ParameterKind.Other,
        _ => true,
    };

    private UpdateScalars ScalarsFor(ParameterKind kind, float scale, double rate)
        => !IsPenalised(kind)
            ? new UpdateScalars { GradientScale = scale }
            : new UpdateScalars
            {
                GradientScale = scale,
                L1 = (float)training.L1,
                L2 = (float)training.L2,
                Decay = (float)(1 - (rate * _decay)),
            };

    private void LimitRows(ParameterSegment segment, float* parameters)
    {
        for (var row = 0; row < segment.Rows; row++)
        {
            var weights = parameters + segment.Offset + ((long)row * segment.Stride);
            var norm = Norms.Of(weights, segment.Stride);
            if (norm > training.MaxNorm)
                RowKernels.Scale(weights, (float)(training.MaxNorm / norm), segment.Stride);
        }
    }

    // In place of the second block, which is not needed any more.
    private static double SquaredDistance(float* a, float* b, int length)
    {
        RowKernels.AddScaled(b, -1, a, length);
        return Reductions.SumSquaresDouble(b, length);
    }
}
