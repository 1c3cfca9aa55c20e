using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;

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
        var critical = StudentQuantile.TwoSided(alpha, degrees);
        var shift = Math.Sqrt(pairs) * Math.Abs(effect);
        var power = 1 - NoncentralT.Cdf(critical, degrees, shift);

        // Beyond this the wrong side adds less than rounding does.
        return shift > 8 ? power : power + NoncentralT.Cdf(-critical, degrees, shift);
    }

    /// <summary>The least number of pairs whose power is at least <paramref name="power"/>; 0 where <paramref name="most"/> would not do.</summary>
    public static int PairsFor(double effect, double alpha = 0.05, double power = PowerEstimate.Wanted, int most = PowerEstimate.Most)
    {
        if (!double.IsFinite(effect) || effect == 0)
            return 0;

        // As many as normal theory asks for are never enough, and rarely far from it.
        var normal = Math.Pow((Normal.InvCDF(0, 1, 1 - (alpha / 2)) + Normal.InvCDF(0, 1, power)) / effect, 2);
        if (!(normal < most))
            return 0;
        int low = Math.Max(1, (int)normal - 1), step = 1;
        while (Of(low + step, effect, alpha) < power)
        {
            (low, step) = (low + step, 2 * step);
            if (low >= most)
                return 0;
        }

        var high = low + step;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Of(middle, effect, alpha) < power)
                low = middle;
            else
                high = middle;
        }

        return high <= most ? high : 0;
    }

    /// <summary>The effect that <paramref name="pairs"/> pairs find with a chance of <paramref name="power"/>, in standard deviations; NaN for fewer than two.</summary>
    public static double Detectable(int pairs, double alpha = 0.05, double power = PowerEstimate.Wanted)
    {
        if (pairs < 2)
            return double.NaN;
        double low = 0, high = 1;
        while (Of(pairs, high, alpha) < power)
            high *= 2;
        return Brent.FindRoot(effect => Of(pairs, effect, alpha) - power, low, high, 1e-10, 200);
    }
}
