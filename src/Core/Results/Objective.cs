namespace Sweep.Core.Results;

/// <summary>What a sweep is decided on.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Maximize">Whether more is better.</param>
public readonly record struct Objective(Metric Metric, bool Maximize)
{
    /// <summary>Its value for one result; NaN where it has none.</summary>
    public double Of(TrialResult result) => Metric switch
    {
        Metric.ValidationLoss => result.ValidationLoss,
        Metric.ValidationAccuracy or Metric.ValidationR2 => result.ValidationScore,
        Metric.TrainLoss => result.TrainLoss,
        Metric.ValidationTopK => result.ValidationTopK,
        Metric.TrainTopK => result.TrainTopK,
        _ => result.TrainScore,
    };

    /// <summary>Whether one value is better than another; NaN is worse than all.</summary>
    public bool Better(double a, double b)
        => !double.IsNaN(a) && (double.IsNaN(b) || (Maximize ? a > b : a < b));
}
