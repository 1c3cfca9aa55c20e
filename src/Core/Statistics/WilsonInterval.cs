using MathNet.Numerics.Distributions;

namespace Sweep.Core.Statistics;

/// <summary>Confidence interval of a share: Wilson's score interval (Wilson 1927), good for few trials and shares near 0 or 1.</summary>
public static class WilsonInterval
{
    /// <summary>The interval of hits/trials, without continuity correction; unknown for no trials.</summary>
    public static Interval Of(long hits, long trials, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        if (trials == 0)
            return Interval.Unknown;

        var z = Normal.InvCDF(0, 1, (1 + confidence) / 2);
        double n = trials, p = hits / n, zz = z * z;
        var centre = (p + (zz / (2 * n))) / (1 + (zz / n));
        var half = z / (1 + (zz / n)) * Math.Sqrt((p * (1 - p) / n) + (zz / (4 * n * n)));

        // At the ends the interval touches 0 or 1 exactly, which rounding would miss.
        return new(hits == 0 ? 0 : centre - half, hits == trials ? 1 : centre + half);
    }
}
