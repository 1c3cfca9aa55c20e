namespace Sweep.Core.Statistics;

/// <summary>What one level of a factor gave.</summary>
/// <param name="Level">The level's label.</param>
/// <param name="Valued">Trials with a value.</param>
/// <param name="Mean">Their plain mean; NaN for none.</param>
/// <param name="Median">Their median; NaN for none.</param>
/// <param name="Adjusted">
/// The mean that all other levels alike would give (estimated marginal mean): the plain mean where every combination has
/// a value in every replicate, least squares elsewhere; NaN where it cannot be told.
/// </param>
/// <param name="StandardError">Standard error of <paramref name="Adjusted"/>.</param>
/// <param name="Confidence">Student's t interval of <paramref name="Adjusted"/>, over the analysis' units.</param>
/// <param name="Diverged">Trials that diverged: in no mean, so a level with many of them looks better than it is.</param>
/// <param name="DivergedConfidence">Wilson's interval of the share of judged trials that diverged.</param>
/// <param name="Failed">Trials given up.</param>
/// <param name="Stopped">Trials ended by a scheduler, a person or a budget.</param>
public sealed record LevelEstimate(
    string Level, int Valued, double Mean, double Median, double Adjusted, double StandardError, Interval Confidence,
    int Diverged, Interval DivergedConfidence, int Failed, int Stopped)
{
    /// <summary>Trials that were trained to an end of their own: completed or diverged.</summary>
    public int Judged => Valued + Diverged;

    /// <summary>Share of those that diverged; NaN for none.</summary>
    public double DivergedShare => Judged == 0 ? double.NaN : (double)Diverged / Judged;
}
