using MathNet.Numerics;

namespace Sweep.Core.Statistics;

/// <summary>Sizes of differences in units of their spread.</summary>
public static class EffectSize
{
    /// <summary>Hedges' exact correction of d for few observations, J = Γ(m/2)/(√(m/2)·Γ((m−1)/2)) with m degrees of freedom (Hedges 1981).</summary>
    public static double HedgesCorrection(double degrees)
        => degrees <= 1 ? double.NaN : Math.Exp(SpecialFunctions.GammaLn(degrees / 2) - SpecialFunctions.GammaLn((degrees - 1) / 2)) / Math.Sqrt(degrees / 2);

    /// <summary>Mean over sample standard deviation; NaN for fewer than two values or none of spread.</summary>
    public static double PairedD(int count, double mean, double sumOfSquares)
        => count < 2 || !(sumOfSquares > 0) ? double.NaN : mean / Math.Sqrt(sumOfSquares / (count - 1));
}
