using Sweep.Core.Results;

namespace Sweep.Core.Verdicts;

/// <summary>
/// How gradient norms change with depth in one epoch: ratio of first to last layer, and the least-squares line through
/// ln(norm) over layer number.
/// </summary>
/// <param name="Ratio">First layer's mean norm over the last layer's; NaN where either was not measured or both are 0.</param>
/// <param name="Slope">Slope of the line, per layer: above 0 where norms shrink on the way back.</param>
/// <param name="Fit">R² of the line; NaN with fewer than two layers of positive finite norm.</param>
public readonly record struct DepthProfile(double Ratio, double Slope, double Fit)
{
    /// <summary>The profile of one epoch. NaN throughout for a network of one layer.</summary>
    public static DepthProfile Of(EpochReport epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        if (epoch.Layers.Count < 2)
            return new(double.NaN, double.NaN, double.NaN);

        double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
        foreach (var layer in epoch.Layers)
        {
            if (!(layer.GradientNormMean > 0) || !float.IsFinite(layer.GradientNormMean))
                continue;
            double x = layer.Layer, y = Math.Log(layer.GradientNormMean);
            n++;
            sx += x;
            sy += y;
            sxx += x * x;
            sxy += x * y;
            syy += y * y;
        }

        var ratio = (double)epoch.Layers[0].GradientNormMean / epoch.Layers[^1].GradientNormMean;
        double vx = (n * sxx) - (sx * sx), vy = (n * syy) - (sy * sy), cov = (n * sxy) - (sx * sy);
        return vx > 0 && vy > 0 ? new(ratio, cov / vx, cov * cov / (vx * vy)) : new(ratio, double.NaN, double.NaN);
    }
}
