namespace Sweep.Training.Running;

/// <summary>Activations of one layer over the validation set.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Standard deviation.</param>
/// <param name="SaturatedShare">Share of activations whose derivative is under 1 % of its greatest.</param>
/// <param name="DeadShare">Share of units for which that holds for every sample.</param>
internal readonly record struct ActivationSummary(float Mean, float Deviation, float SaturatedShare, float DeadShare)
{
    /// <summary>Nothing was measured.</summary>
    public static ActivationSummary None => new(float.NaN, float.NaN, float.NaN, float.NaN);
}
