namespace Sweep.Core.Statistics;

/// <summary>What a sample says about its population's mean.</summary>
/// <param name="Count">Number of values.</param>
/// <param name="Mean">Arithmetic mean; NaN for no values.</param>
/// <param name="StandardError">Sample standard deviation (n−1) over √n; NaN for fewer than two values.</param>
/// <param name="Confidence">Student's t interval of the mean; unknown for fewer than two values.</param>
/// <param name="Median">Middle value; NaN for no values.</param>
public readonly record struct MeanEstimate(int Count, double Mean, double StandardError, Interval Confidence, double Median)
{
    /// <summary>The estimate of a sample without NaN.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static MeanEstimate Of(IReadOnlyCollection<double> values, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Any(v => !double.IsFinite(v)))
            throw new ArgumentException("a value is not finite; such trials are counted, never averaged", nameof(values));
        if (values.Count == 0)
            return new(0, double.NaN, double.NaN, Interval.Unknown, double.NaN);

        var n = values.Count;
        var mean = values.Sum() / n;
        var sorted = values.Order().ToArray();
        var median = n % 2 == 1 ? sorted[n / 2] : (sorted[(n / 2) - 1] + sorted[n / 2]) / 2;
        if (n == 1)
            return new(n, mean, double.NaN, Interval.Unknown, median);

        var error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (n - 1) / n);
        return new(n, mean, error, StudentInterval.Of(mean, error, n - 1, confidence), median);
    }
}
