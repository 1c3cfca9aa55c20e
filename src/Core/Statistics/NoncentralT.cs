using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Sweep.Core.Statistics;

/// <summary>Student's t about a mean that is not zero: what a t statistic follows when there is a difference (Lenth 1989, AS 243).</summary>
public static class NoncentralT
{
    private const double Tolerance = 1e-14;
    private const int MaxTerms = 100_000;

    // Beyond this the weights of the series underflow; the normal approximation is good to 1e-4 there.
    private const double FarOff = 37.62;

    /// <summary>P(T ≤ t).</summary>
    /// <param name="t">The statistic.</param>
    /// <param name="degrees">Degrees of freedom, above 0.</param>
    /// <param name="shift">Noncentrality: the difference over its standard error.</param>
    public static double Cdf(double t, double degrees, double shift)
    {
        if (t < 0)
            return 1 - Cdf(-t, degrees, -shift);
        if (Math.Abs(shift) > FarOff || degrees > 4e5)
        {
            var s = 1 / (4 * degrees);
            return Normal.CDF(0, 1, ((t * (1 - s)) - shift) / Math.Sqrt(1 + (2 * t * t * s)));
        }

        var x = t * t / (t * t + degrees);
        var sum = 0.0;
        if (x > 0)
        {
            var half = shift * shift / 2;
            var even = Math.Exp(-half) / 2;
            var odd = Math.Sqrt(2 / Math.PI) * Math.Exp(-half) / 2 * shift;
            for (var j = 0; j < MaxTerms; j++)
            {
                sum += (even * SpecialFunctions.BetaRegularized(j + 0.5, degrees / 2, x)) + (odd * SpecialFunctions.BetaRegularized(j + 1, degrees / 2, x));
                even *= half / (j + 1);
                odd *= half / (j + 1.5);
                if (j > half && even < Tolerance && Math.Abs(odd) < Tolerance)
                    break;
            }
        }

        return Math.Min(1, sum + Normal.CDF(0, 1, -shift));
    }
}
