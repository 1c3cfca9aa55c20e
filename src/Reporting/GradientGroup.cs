using Sweep.Core.Verdicts;

namespace Sweep.Reporting;

/// <summary>How gradients behaved in the trials that share some levels.</summary>
/// <param name="Levels">The levels' labels, a label for each grouping factor.</param>
/// <param name="Trials">Trials judged.</param>
/// <param name="Ratio">Median over trials of the first layer's gradient norm over the last layer's, each trial's own the median over its last epochs; NaN where not measured.</param>
/// <param name="Verdicts">Trials that have each verdict; a trial can have several.</param>
public sealed record GradientGroup(
    IReadOnlyList<string> Levels, int Trials, double Ratio, IReadOnlyDictionary<Verdict, int> Verdicts)
{
    /// <summary>Share of the trials with a verdict; NaN for no trials.</summary>
    public double ShareOf(Verdict verdict) => Trials == 0 ? double.NaN : (double)Verdicts.GetValueOrDefault(verdict) / Trials;
}
