namespace Sweep.Core.Statistics;

/// <summary>D'Agostino's test of skewness (1970): whether a sample is too lopsided to be normal, which is what misleads t intervals most.</summary>
public static class SkewnessTest
{
    /// <summary>Values that it needs.</summary>
    public const int Least = 8;

    /// <summary>Two-sided p-value; NaN for fewer than <see cref="Least"/> values or none of spread.</summary>
    public static double P(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var n = (double)values.Count;
        if (n < Least)
            return double.NaN;
        var mean = values.Average();
        double m2 = 0, m3 = 0;
        foreach (var value in values)
        {
            var d = value - mean;
            m2 += d * d / n;
            m3 += d * d * d / n;
        }

        if (!(m2 > 1e-24 * mean * mean))
            return double.NaN;
        var y = m3 / Math.Pow(m2, 1.5) * Math.Sqrt((n + 1) * (n + 3) / (6 * (n - 2)));
        var beta2 = 3 * ((n * n) + (27 * n) - 70) * (n + 1) * (n + 3) / ((n - 2) * (n + 5) * (n + 7) * (n + 9));
        var w2 = -1 + Math.Sqrt(2 * (beta2 - 1));
        var delta = 1 / Math.Sqrt(0.5 * Math.Log(w2));
        var alpha = Math.Sqrt(2 / (w2 - 1));
        var z = delta * Math.Asinh(y / alpha);
        return 2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -Math.Abs(z));
    }
}
