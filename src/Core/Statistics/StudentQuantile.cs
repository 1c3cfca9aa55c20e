using MathNet.Numerics.RootFinding;

namespace Sweep.Core.Statistics;

/// <summary>Quantiles of Student's t from the tail probability itself, so that they hold however far out: with one degree of freedom and many comparisons they lie beyond 1,000.</summary>
public static class StudentQuantile
{
    private const double Accuracy = 1e-13;

    /// <summary>The t with P(|T| ≥ t) = <paramref name="p"/>.</summary>
    /// <param name="p">Above 0 and below 1.</param>
    /// <param name="degrees">Degrees of freedom, above 0.</param>
    public static double TwoSided(double p, double degrees)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(p);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(p, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degrees);
        double low = 0, high = 1;
        while (TailProbability.TwoSidedT(high, degrees) > p)
            (low, high) = (high, 2 * high);
        return Brent.FindRoot(t => Math.Log(TailProbability.TwoSidedT(t, degrees) / p), low, high, Accuracy, 200);
    }
}
