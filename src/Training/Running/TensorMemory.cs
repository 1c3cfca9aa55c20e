using Sweep.Core.Configuration;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.Updating;

namespace Sweep.Training.Running;

/// <summary>
/// Estimates the memory of a training whose engine keeps each layer's tensors for the way back: parameters, gradients and
/// optimiser's state; of a batch what each layer makes on its way and a gradient of the same size. What the engine's
/// library itself needs, and room in which it unfolds maps, is not counted.
/// </summary>
internal static class TensorMemory
{
    /// <summary>Bytes for batches of this many samples.</summary>
    public static long Estimate(NetworkPlan plan, TrialConfig config, int samples)
    {
        using var measuring = new Arena();
        var state = new ParameterUpdate(config.Training.Optimizer, plan.ParameterFloats, measuring).StateFloats;
        var best = config.Training.EarlyStopping is EarlyStopping.Patience { RestoreBest: true } ? plan.ParameterFloats : 0;
        var tensors = plan.Features + plan.Layers.Sum(layer => 2L * Made(layer));
        return sizeof(float) * ((2 * plan.ParameterFloats) + state + best + (samples * tensors));
    }

    private static long Made(LayerPlan layer)
    {
        var mapped = 1 + (layer.Normalization is Normalisation.None ? 0 : 1) + (layer.IsHidden ? 1 : 0);
        return (mapped * (long)layer.MapSize) + (layer.Convolution is { Pool: > 1 } ? layer.Outputs : 0) + (layer.Drops ? layer.Outputs : 0);
    }
}
