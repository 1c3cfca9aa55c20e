using Sweep.Core.Configuration;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Updating;

/// <summary>One step's change of all parameters: penalties, decoupled decay, the optimiser's rule and max-norm.</summary>
/// <param name="training">How the network is trained.</param>
/// <param name="plan">The network.</param>
/// <param name="update">The optimiser.</param>
internal sealed unsafe class WeightUpdate(TrainingConfig training, NetworkPlan plan, ParameterUpdate update)
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
                change += update.Apply(scalars, parameters, gradients, segment.Offset, checked((int)segment.Length), measures);
            }

            if (measure)
                SquaredChanges[layer.Number - 1] = change;
            if (training.MaxNorm > 0)
                LimitRows(layer, parameters);
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

    private void LimitRows(LayerPlan layer, float* parameters)
    {
        foreach (var segment in layer.Segments)
        {
            if (segment.Kind != ParameterKind.Weights)
                continue;
            for (var row = 0; row < segment.Rows; row++)
            {
                var weights = parameters + segment.Offset + ((long)row * segment.Stride);
                var norm = Norms.Of(weights, segment.Stride);
                if (norm > training.MaxNorm)
                    RowKernels.Scale(weights, (float)(training.MaxNorm / norm), segment.Stride);
            }
        }
    }
}
