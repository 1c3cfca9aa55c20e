using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;
using MathNet.Numerics.RootFinding;

namespace Sweep.Core.Statistics;

/// <summary>
/// The range of k independent standard normals, which is the studentized range with infinitely many degrees of freedom:
/// P(range ≤ q) = k ∫ φ(z)·(Φ(z) − Φ(z − q))^(k−1) dz. Nemenyi's test needs no other (Demšar 2006).
/// </summary>
public static class StudentizedRange
{
    /// <summary>P(range of <paramref name="groups"/> normals ≤ q).</summary>
    public static double Cdf(double q, int groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 2);
        if (double.IsNaN(q) || q <= 0)
            return double.IsNaN(q) ? double.NaN : 0;

        // The greatest of the normals, z, lies between these but for less than 1e-16.
        const double From = -8.5, To = 8.5;
        const int Pieces = 17;
        var sum = 0.0;
        for (var piece = 0; piece < Pieces; piece++)
        {
            double low = From + (piece * (To - From) / Pieces), high = From + ((piece + 1) * (To - From) / Pieces);
            sum += GaussLegendreRule.Integrate(z => Normal.PDF(0, 1, z) * Math.Pow(Normal.CDF(0, 1, z) - Normal.CDF(0, 1, z - q), groups - 1), low, high, 20);
        }

        return Math.Min(1, groups * sum);
    }

    /// <summary>The q that a range stays below with probability <paramref name="p"/>.</summary>
    public static double Quantile(double p, int groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(p, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(p, 1);
        return Brent.FindRoot(q => Cdf(q, groups) - p, 0, 16, 1e-10, 200);
    }
}
