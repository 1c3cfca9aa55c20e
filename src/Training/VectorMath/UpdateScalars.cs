namespace Sweep.Training.VectorMath;

/// <summary>
/// What every update does before the optimiser's own rule, in this order:
/// g = clamp(GradientScale·g, ±ClipLimit) + L1·sign(w) + L2·w, then w *= Decay.
/// </summary>
public readonly record struct UpdateScalars
{
    /// <summary>Neutral: the gradient as it is.</summary>
    public UpdateScalars()
    {
    }

    /// <summary>Factor on the gradient: the clip factor, 1 for none.</summary>
    public float GradientScale { get; init; } = 1;

    /// <summary>Greatest magnitude of a scaled gradient element; +∞ for no limit.</summary>
    public float ClipLimit { get; init; } = float.PositiveInfinity;

    /// <summary>λ₁, multiplied by sign(w), which is 0 for 0.</summary>
    public float L1 { get; init; }

    /// <summary>λ₂, multiplied by w.</summary>
    public float L2 { get; init; }

    /// <summary>Factor on the weight before the step: 1 − η·weight_decay, 1 for none.</summary>
    public float Decay { get; init; } = 1;
}
