using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Core.Statistics.Fitting;

/// <summary>Finds the levels of which too much is missing for their means to be taken at their word.</summary>
internal static class Censoring
{
    // A share that is surely above this is heavy; below it, one that is surely above another level's is uneven.
    private const double Heavy = 0.05;

    public static IEnumerable<CensoringNote> Of(FactorLevels factor, LevelCounts counts, double confidence)
    {
        var levels = Enumerable.Range(0, factor.Levels.Count)
            .Select(level => (Level: level, Missing: counts.Missing(level), Trials: counts.Missing(level) + counts.Valued(level)))
            .Select(l => (l.Level, l.Missing, l.Trials, Interval: WilsonInterval.Of(l.Missing, l.Trials, confidence)))
            .Where(l => l.Trials > 0)
            .ToList();
        foreach (var (level, missing, trials, interval) in levels)
        {
            var uneven = missing > 0 && levels.Any(other => other.Interval.High < interval.Low);
            if (!uneven && interval.Low <= Heavy)
                continue;
            string[] parts =
            [
                .. Enum.GetValues<TrialOutcome>()
                    .Select(o => (Outcome: o, Count: counts.Without(level, o)))
                    .Where(p => p.Count > 0)
                    .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Count} {Word(p.Outcome)}")),
            ];
            yield return new(factor.Name, factor.Levels[level], missing, trials, interval, uneven, string.Create(CultureInfo.InvariantCulture,
                $"{factor.Name} {factor.Levels[level]}: {missing} of {trials} trials have no value ({string.Join(", ", parts)}){(uneven ? ", more than with other levels" : "")}; its mean tells of the rest alone"));
        }
    }

    private static string Word(TrialOutcome outcome) => outcome switch
    {
        TrialOutcome.Diverged => "diverged",
        TrialOutcome.Failed => "failed",
        TrialOutcome.Stopped => "stopped",
        _ => "without a finite value",
    };
}
