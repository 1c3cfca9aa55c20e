namespace Sweep.Core.Configuration;

/// <summary>How a sweep's results are analysed. It never influences a trial.</summary>
public sealed record AnalysisConfig
{
    /// <summary>The correction for many comparisons.</summary>
    [Field("correction of p-values for many comparisons: of the family-wise error (Holm), of the false discovery rate, or none")]
    public Adjustment Adjust { get; init; } = Adjustment.Holm;

    /// <summary>Level of all intervals.</summary>
    [Field("level of all intervals", Min = 0.5, Max = 0.9999)]
    public double Confidence { get; init; } = 0.95;
}
