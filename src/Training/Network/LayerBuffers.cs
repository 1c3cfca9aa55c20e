using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Network;

/// <summary>
/// What one layer keeps between its forward and its backward pass. All blocks are feature-major: one row a unit, one
/// column a sample. Where two of them would be equal, they are one.
/// </summary>
internal readonly unsafe struct LayerBuffers
{
    /// <summary>Takes a layer's buffers for this many samples.</summary>
    public LayerBuffers(LayerPlan layer, Arena arena, int capacity)
    {
        var floats = (long)NetworkPlan.Pad(layer.Outputs) * capacity;
        Dense = arena.Floats(floats);
        if (layer.NormalizesBefore || layer.NormalizesAfter)
        {
            Standardized = arena.Floats(floats);
            Normalized = arena.Floats(floats);
            InverseDeviations = arena.Floats(Math.Max(capacity, NetworkPlan.Pad(layer.Outputs)));
        }

        PreActivation = layer.NormalizesBefore ? Normalized : Dense;
        Activated = !layer.IsHidden ? Dense
            : ActivationKernels.MayReplaceInput(layer.Kind, layer.Parameter) ? PreActivation
            : arena.Floats(floats);
        BeforeDropout = layer.NormalizesAfter ? Normalized : Activated;
        BeforeSkip = BeforeDropout;
        if (layer.Drops)
        {
            Mask = arena.Floats(floats);
            BeforeSkip = arena.Floats(floats);
        }

        Output = layer.SkipFrom >= 0 ? arena.Floats(floats) : BeforeSkip;
    }

    /// <summary>W·x + b.</summary>
    public readonly float* Dense;

    /// <summary>Mean 0 and variance 1, by unit or by sample.</summary>
    public readonly float* Standardized;

    /// <summary>Scale and shift applied to <see cref="Standardized"/>.</summary>
    public readonly float* Normalized;

    /// <summary>1/√(variance + ε), by unit or by sample.</summary>
    public readonly float* InverseDeviations;

    /// <summary>What the activation is applied to; where its derivative needs no more than its value, overwritten by that.</summary>
    public readonly float* PreActivation;

    /// <summary>φ of it.</summary>
    public readonly float* Activated;

    /// <summary>After a normalisation that follows the activation.</summary>
    public readonly float* BeforeDropout;

    /// <summary>What dropout multiplies by.</summary>
    public readonly float* Mask;

    /// <summary>After dropout.</summary>
    public readonly float* BeforeSkip;

    /// <summary>After the residual link.</summary>
    public readonly float* Output;
}
