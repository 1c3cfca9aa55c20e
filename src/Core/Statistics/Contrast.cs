namespace Sweep.Core.Statistics;

/// <summary>The difference that one level makes against another of the same factor, all other levels alike, in the objective's unit.</summary>
/// <param name="Factor">The factor's name.</param>
/// <param name="Level">Number of the level.</param>
/// <param name="Reference">Number of the level it is held against.</param>
/// <param name="Difference">Level minus reference; NaN where there is nothing to compare.</param>
/// <param name="StandardError">Its standard error over the analysis' units.</param>
/// <param name="Degrees">Degrees of freedom of t.</param>
/// <param name="Confidence">Its t interval, not corrected for other comparisons.</param>
/// <param name="P">Two-sided p-value of no difference.</param>
/// <param name="AdjustedP">The same, corrected over all pairs of levels of all factors.</param>
/// <param name="Pairs">Pairs of trials that agree in all other levels and the replicate, both with a value.</param>
/// <param name="CohenD">
/// Paired Cohen's d: mean over standard deviation of the differences within those pairs; without pairs the difference over
/// the residual's standard deviation. NaN where there is no spread.
/// </param>
/// <param name="HedgesG">The same with Hedges' correction for few pairs.</param>
/// <param name="Bootstrap">BCa bootstrap interval, where the units are many enough and clearly skewed, so that t is in doubt; null elsewhere.</param>
/// <param name="Power">What more replicates would bring.</param>
public sealed record Contrast(
    string Factor, int Level, int Reference, double Difference, double StandardError, double Degrees, Interval Confidence,
    double P, double AdjustedP, int Pairs, double CohenD, double HedgesG, Interval? Bootstrap, PowerEstimate Power)
{
    /// <summary>The interval to go by: where t is in doubt, all that t's or the bootstrap's holds.</summary>
    public Interval Trusted => Bootstrap is { } b && !double.IsNaN(b.Low) ? new(Math.Min(b.Low, Confidence.Low), Math.Max(b.High, Confidence.High)) : Confidence;

    /// <summary>Whether the corrected p-value is at most <paramref name="alpha"/>.</summary>
    public bool ClearAt(double alpha) => AdjustedP <= alpha;

    /// <summary>The same difference seen from the other level.</summary>
    public Contrast Reversed() => this with
    {
        Level = Reference,
        Reference = Level,
        Difference = -Difference,
        Confidence = new(-Confidence.High, -Confidence.Low),
        CohenD = -CohenD,
        HedgesG = -HedgesG,
        Bootstrap = Bootstrap is { } b ? new(-b.High, -b.Low) : null,
    };
}
