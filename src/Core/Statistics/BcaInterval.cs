using MathNet.Numerics.Distributions;
using Sweep.Core.Randomness;

namespace Sweep.Core.Statistics;

/// <summary>
/// Bootstrap interval of a mean, bias-corrected and accelerated (Efron 1987): follows skewed data where Student's t does not.
/// </summary>
public static class BcaInterval
{
    /// <summary>The interval of the mean of a sample, from seeded resamples.</summary>
    /// <param name="values">The sample.</param>
    /// <param name="key">Key of the resamples.</param>
    /// <param name="stream">Sub-stream, so that intervals of one analysis have resamples of their own.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="confidence">Level.</param>
    public static Interval OfMean(IReadOnlyList<double> values, RandomKey key, uint stream, int resamples = 2000, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(values);
        var n = values.Count;
        if (n < 2)
            return Interval.Unknown;
        var mean = values.Average();
        var random = key.Sequence(RandomUse.Bootstrap, stream);
        var replicates = new double[resamples];
        for (var i = 0; i < resamples; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < n; j++)
                sum += values[(int)random.NextBelow((uint)n)];
            replicates[i] = sum / n;
        }

        return Of(mean, [.. values.Select(v => ((mean * n) - v) / (n - 1))], replicates, confidence);
    }

    /// <summary>The interval from an estimate, its jackknife and its resamples.</summary>
    /// <param name="estimate">The statistic of the sample.</param>
    /// <param name="jackknife">The statistic with each observation left out in turn.</param>
    /// <param name="replicates">The statistic of each resample, in any order.</param>
    /// <param name="confidence">Level.</param>
    public static Interval Of(double estimate, IReadOnlyList<double> jackknife, IReadOnlyList<double> replicates, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(jackknife);
        ArgumentNullException.ThrowIfNull(replicates);
        var sorted = replicates.Order().ToArray();

        // Ties count half, as resamples of few values often meet the estimate itself.
        var below = sorted.Sum(r => r < estimate ? 1.0 : r == estimate ? 0.5 : 0) / sorted.Length;
        if (below is <= 0 or >= 1)
            return sorted[0] == sorted[^1] ? new(estimate, estimate) : Interval.Unknown;
        var bias = Normal.InvCDF(0, 1, below);
        var centre = jackknife.Average();
        double cubes = 0, squares = 0;
        foreach (var value in jackknife)
        {
            var d = centre - value;
            squares += d * d;
            cubes += d * d * d;
        }

        var acceleration = squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
        return new(At((1 - confidence) / 2), At((1 + confidence) / 2));

        double At(double share)
        {
            var z = bias + Normal.InvCDF(0, 1, share);
            var place = Normal.CDF(0, 1, bias + (z / (1 - (acceleration * z)))) * (sorted.Length - 1);
            var low = (int)Math.Clamp(Math.Floor(place), 0, sorted.Length - 1);
            var high = Math.Min(low + 1, sorted.Length - 1);
            return sorted[low] + ((place - low) * (sorted[high] - sorted[low]));
        }
    }
}
