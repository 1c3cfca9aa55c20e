namespace Sweep.Reporting.Report;

/// <summary>Quartiles of the learning curves of one level's trials, epoch by epoch.</summary>
/// <param name="Trials">Trials with a curve.</param>
/// <param name="Epochs">Epochs, ascending.</param>
/// <param name="Low">Lower quartile of the metric.</param>
/// <param name="Median">Median.</param>
/// <param name="High">Upper quartile.</param>
internal sealed record Bands(int Trials, IReadOnlyList<int> Epochs, IReadOnlyList<double> Low, IReadOnlyList<double> Median, IReadOnlyList<double> High)
{
    /// <summary>
    /// The quartiles over all trials, so that none leaves by going wrong: one that ended early stands at its last value, a
    /// diverged one behind its last epoch, or wherever a value is not finite, at the worst. A quartile among the worst is NaN.
    /// </summary>
    /// <param name="trials">Trials of one level.</param>
    /// <param name="maximize">Whether more is better.</param>
    public static Bands Of(IReadOnlyList<ReportTrial> trials, bool maximize)
    {
        var curves = trials.Where(t => t.Curve.Epochs.Count > 0).ToList();
        if (curves.Count == 0)
            return new(0, [], [], [], []);
        var stride = curves.Max(t => t.Curve.Stride);
        var last = curves.Max(t => t.Curve.Epochs[^1]);
        var epochs = curves.SelectMany(t => t.Curve.Epochs).Where(e => e == 1 || e == last || e % stride == 0).Distinct().Order().ToList();
        var worst = maximize ? double.NegativeInfinity : double.PositiveInfinity;
        var (low, median, high) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var epoch in epochs)
        {
            var values = curves.Select(t => ValueAt(t, epoch, worst)).Order().ToArray();
            low.Add(Quantile(values, 0.25));
            median.Add(Quantile(values, 0.5));
            high.Add(Quantile(values, 0.75));
        }

        return new(curves.Count, epochs, low, median, high);
    }

    private static double ValueAt(ReportTrial trial, int epoch, double worst)
    {
        if (trial.Outcome == Core.Results.TrialOutcome.Diverged && epoch > trial.Curve.Epochs[^1])
            return worst;
        var value = trial.Curve.ValidationAt(epoch);
        return float.IsFinite(value) ? value : worst;
    }

    // The seventh definition of Hyndman and Fan (1996), as R and NumPy take it.
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var (below, part) = ((int)Math.Floor(place), place - Math.Floor(place));
        var value = part == 0 ? sorted[below] : sorted[below] + (part * (sorted[below + 1] - sorted[below]));
        return double.IsFinite(value) ? value : double.NaN;
    }
}
