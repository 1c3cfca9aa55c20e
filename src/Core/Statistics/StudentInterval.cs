namespace Sweep.Core.Statistics;

/// <summary>Confidence interval from an estimate, its standard error and degrees of freedom, by Student's t.</summary>
public static class StudentInterval
{
    /// <summary>estimate ± t·error with the t quantile of (1+confidence)/2.</summary>
    public static Interval Of(double estimate, double error, double degrees, double confidence = 0.95)
    {
        if (!(degrees > 0) || double.IsNaN(error))
            return Interval.Unknown;
        var half = error == 0 ? 0 : StudentQuantile.TwoSided(1 - confidence, degrees) * error;
        return new(estimate - half, estimate + half);
    }
}
