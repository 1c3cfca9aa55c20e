using MathNet.Numerics;

namespace Sweep.Core.Statistics;

/// <summary>Upper tails of the test statistics, straight from the incomplete beta and gamma functions, so that small ones keep their digits.</summary>
public static class TailProbability
{
    /// <summary>P(|T| ≥ |t|) for Student's t; NaN for a NaN.</summary>
    public static double TwoSidedT(double t, double degrees)
    {
        if (double.IsNaN(t) || !(degrees > 0))
            return double.NaN;
        return double.IsInfinity(t) ? 0 : SpecialFunctions.BetaRegularized(degrees / 2, 0.5, degrees / (degrees + (t * t)));
    }

    /// <summary>P(F ≥ f) with the two degrees of freedom; NaN for a NaN.</summary>
    public static double F(double f, double effect, double error)
    {
        if (double.IsNaN(f) || !(effect > 0) || !(error > 0))
            return double.NaN;
        return double.IsInfinity(f) ? 0 : f <= 0 ? 1 : SpecialFunctions.BetaRegularized(error / 2, effect / 2, error / (error + (effect * f)));
    }

    /// <summary>P(χ² ≥ x); NaN for a NaN.</summary>
    public static double ChiSquared(double x, double degrees)
    {
        if (double.IsNaN(x) || !(degrees > 0))
            return double.NaN;
        return x <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(degrees / 2, x / 2);
    }
}
