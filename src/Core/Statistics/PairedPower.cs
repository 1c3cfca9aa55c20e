using MathNet.Numerics.Distributions;

namespace Sweep.Core.Statistics;

/// <summary>Power of the two-sided paired t test.</summary>
public static class PairedPower
{
    /// <summary>The chance that <paramref name="pairs"/> pairs find a difference.</summary>
    /// <param name="pairs">Pairs, at least 2.</param>
    /// <param name="effect">The difference over the standard deviation of the pairs' differences.</param>
    /// <param name="alpha">Level of the test.</param>
    public static double Of(int pairs, double effect, double alpha = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 2);
        var degrees = pairs - 1;
        var critical = StudentT.InvCDF(0, 1, degrees, 1 - (alpha / 2));
        var shift = Math.Sqrt(pairs) * Math.Abs(effect);
        return 1 - NoncentralT.Cdf(critical, degrees, shift) + NoncentralT.Cdf(-critical, degrees, shift);
    }

    /// <summary>The least number of pairs whose power is at least <paramref name="power"/>; 0 where <paramref name="most"/> would not do.</summary>
    public static int PairsFor(double effect, double alpha = 0.05, double power = PowerEstimate.Wanted, int most = PowerEstimate.Most)
    {
        if (!double.IsFinite(effect) || effect == 0 || Of(most, effect, alpha) < power)
            return 0;
        int low = 1, high = 2;
        while (Of(high, effect, alpha) < power)
            (low, high) = (high, Math.Min(most, 2 * high));
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Of(middle, effect, alpha) < power)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    /// <summary>The effect that <paramref name="pairs"/> pairs find with a chance of <paramref name="power"/>, in standard deviations; NaN for fewer than two.</summary>
    public static double Detectable(int pairs, double alpha = 0.05, double power = PowerEstimate.Wanted)
    {
        if (pairs < 2)
            return double.NaN;
        double low = 0, high = 1;
        while (Of(pairs, high, alpha) < power)
            high *= 2;
        for (var i = 0; i < 60 && high - low > 1e-12 * high; i++)
        {
            var middle = (low + high) / 2;
            if (Of(pairs, middle, alpha) < power)
                low = middle;
            else
                high = middle;
        }

        return high;
    }
}
