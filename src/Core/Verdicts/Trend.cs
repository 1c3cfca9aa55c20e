namespace Sweep.Core.Verdicts;

/// <summary>The least-squares line through equally spaced values.</summary>
/// <param name="Slope">Change from one value to the next.</param>
/// <param name="Fit">R² of the line; NaN where all values are the same.</param>
internal readonly record struct Trend(double Slope, double Fit)
{
    public static Trend Of(IReadOnlyList<double> values)
    {
        double mean = values.Average(), middle = (values.Count - 1) / 2.0;
        double xx = 0, xy = 0, yy = 0;
        for (var i = 0; i < values.Count; i++)
        {
            double x = i - middle, y = values[i] - mean;
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }

        return new(xy / xx, xy * xy / (xx * yy));
    }
}
