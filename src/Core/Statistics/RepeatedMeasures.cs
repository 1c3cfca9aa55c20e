namespace Sweep.Core.Statistics;

/// <summary>
/// Analysis of variance of one effect whose values are seen once in each unit (a replicate): F against the effect's own
/// variation over units, with Greenhouse and Geisser's correction (1959), so that nothing is assumed of how the values
/// vary together. For a full factorial it is the stratum <c>Error(replicate/effect)</c> of R's aov.
/// </summary>
public static class RepeatedMeasures
{
    /// <summary>The test of an effect.</summary>
    /// <param name="estimates">The effect's values, already free of what is not part of it: centred for a factor, twice centred for a pair.</param>
    /// <param name="units">The same for each unit, centred likewise.</param>
    /// <param name="degrees">Degrees of freedom of the effect.</param>
    /// <param name="magnitude">Size of the values before they were centred, which says how far rounding reaches.</param>
    public static OmnibusTest Of(IReadOnlyList<double> estimates, IReadOnlyList<double[]> units, double degrees, double magnitude)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        ArgumentNullException.ThrowIfNull(units);
        var n = units.Count;
        if (n < 2 || degrees < 1 || estimates.Any(e => !double.IsFinite(e)) || units.Any(u => u.Any(v => !double.IsFinite(v))))
            return OmnibusTest.Unknown;
        var effect = n * estimates.Sum(e => e * e) / degrees;
        var (trace, squared) = Traces(units, estimates.Count);
        var error = trace / degrees;

        // Rounding alone must not pass for an effect where all results are the same.
        var floor = 1e-24 * magnitude * magnitude;
        var f = error > floor ? effect / error : effect > floor ? double.PositiveInfinity : double.NaN;
        var epsilon = squared > 0 ? Math.Clamp(trace * trace / (degrees * squared), 1 / degrees, 1) : 1;
        var p = TailProbability.F(f, degrees * epsilon, degrees * (n - 1) * epsilon);
        return new(f, degrees, degrees * (n - 1), epsilon, p, p);
    }

    /// <summary>Mean square of an effect's variation over units.</summary>
    public static double ErrorMeanSquare(IReadOnlyList<double[]> units, double degrees)
    {
        ArgumentNullException.ThrowIfNull(units);
        return units.Count < 2 ? double.NaN : Traces(units, units[0].Length).Trace / degrees;
    }

    /// <summary>Trace of the units' covariance matrix S and of S², by way of the smaller of its two Gram matrices.</summary>
    private static (double Trace, double Squared) Traces(IReadOnlyList<double[]> units, int width)
    {
        var n = units.Count;
        var centred = new double[n][];
        for (var u = 0; u < n; u++)
            centred[u] = [.. units[u]];
        for (var c = 0; c < width; c++)
        {
            var mean = centred.Average(u => u[c]);
            foreach (var unit in centred)
                unit[c] -= mean;
        }

        var size = Math.Min(n, width);
        double trace = 0, squared = 0;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var product = 0.0;
                if (n <= width)
                {
                    for (var c = 0; c < width; c++)
                        product += centred[i][c] * centred[j][c];
                }
                else
                {
                    for (var u = 0; u < n; u++)
                        product += centred[u][i] * centred[u][j];
                }

                product /= n - 1;
                squared += (i == j ? 1 : 2) * product * product;
                trace += i == j ? product : 0;
            }
        }

        return (trace, squared);
    }
}
