namespace Sweep.Core.Statistics;

/// <summary>
/// The difference that one level makes against another of the same factor, in the objective's unit.
/// </summary>
/// <param name="Factor">The factor's name.</param>
/// <param name="Level">The level.</param>
/// <param name="Reference">The level it is held against.</param>
/// <param name="Paired">
/// Whether it is the mean of differences within pairs that agree in all other factors and the replicate, or else the
/// difference of the two levels' means (Welch 1947), as designs need that do not cross the levels.
/// </param>
/// <param name="Count">Pairs; for Welch's difference, the lesser number of trials.</param>
/// <param name="Difference">Level minus reference; NaN where there is nothing to compare.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Confidence">Its t interval. It holds for this sweep's set of other levels, whose interactions it averages over.</param>
public sealed record MainEffect(
    string Factor, string Level, string Reference, bool Paired, int Count, double Difference, double StandardError, Interval Confidence)
{
    /// <summary>Whether the interval leaves zero out.</summary>
    public bool Clear => !double.IsNaN(Confidence.Low) && !Confidence.Contains(0);

    /// <summary>The effects of all levels of one factor against one of them, in the factor's order; the reference's own is 0.</summary>
    public static IReadOnlyList<MainEffect> Of(ObservationTable table, int factor, int reference, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (name, labels) = table.Factors[factor];
        var differences = PairedDifferences.Of(table, factor, reference);
        var summaries = LevelSummary.Of(table, factor, confidence);
        return [.. labels.Select((label, level) =>
        {
            if (level == reference)
                return new MainEffect(name, label, labels[reference], true, summaries[level].Objective.Count, 0, 0, new(0, 0));
            if (differences[level].Count < 2)
                return Welch(summaries[level], summaries[reference], confidence);
            var estimate = MeanEstimate.Of(differences[level], confidence);
            return new MainEffect(name, label, labels[reference], true, estimate.Count, estimate.Mean, estimate.StandardError, estimate.Confidence);
        })];
    }

    private static MainEffect Welch(LevelSummary level, LevelSummary reference, double confidence)
    {
        var (a, b) = (level.Objective, reference.Objective);
        double va = a.StandardError * a.StandardError, vb = b.StandardError * b.StandardError;
        var error = Math.Sqrt(va + vb);

        // Welch and Satterthwaite's degrees of freedom; without any spread there is nothing to estimate.
        var degrees = error == 0 ? a.Count + b.Count - 2 : (va + vb) * (va + vb) / ((va * va / (a.Count - 1)) + (vb * vb / (b.Count - 1)));
        return new(level.Factor, level.Level, reference.Level, false, Math.Min(a.Count, b.Count), a.Mean - b.Mean, error,
            StudentInterval.Of(a.Mean - b.Mean, error, degrees, confidence));
    }
}
