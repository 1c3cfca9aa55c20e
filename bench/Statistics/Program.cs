using System.Globalization;
using Sweep.Shared;

// How often the analysis is right about sweeps whose truth is known; docs/statistics.md shows what this prints.
var repetitions = 2000;
if (args is ["--repetitions", var text])
    repetitions = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 0;
if (repetitions == 0 || args.Length is not (0 or 2) || (args.Length == 2 && args[0] != "--repetitions"))
{
    Console.Error.WriteLine("usage: Sweep.Statistics.Bench [--repetitions N = 2000]");
    return 2;
}

SimulatedStudy[] studies =
[
    new("null, R = 3", 3),
    new("null, R = 5", 5),
    new("null, R = 10", 10),
    new("null, shared seeds, R = 3", 3) { SharedSeeds = true },
    new("null, shared seeds, R = 5", 5) { SharedSeeds = true },
    new("null, shared seeds, R = 10", 10) { SharedSeeds = true },
    new("null, 8 % missing, R = 5", 5) { Missing = 0.08 },
    new("null, skewed, R = 20", 20) { Skewed = true },
    new("null, R = 1", 1),
    new("null, 60 drawn, R = 2", 2) { Sampled = 60 },
    new("effects, R = 3", 3) { Planted = true, Together = 0.5 },
    new("effects, R = 5", 5) { Planted = true, Together = 0.5 },
    new("effects, shared seeds, R = 3", 3) { Planted = true, Together = 0.5, SharedSeeds = true },
    new("effects, shared seeds, R = 5", 5) { Planted = true, Together = 0.5, SharedSeeds = true },
    new("effects, shared seeds, R = 10", 10) { Planted = true, Together = 0.5, SharedSeeds = true },
    new("effects, 8 % missing, R = 5", 5) { Planted = true, Together = 0.5, Missing = 0.08 },
    new("effects, skewed, R = 20", 20) { Planted = true, Together = 0.5, Skewed = true },
    new("effects, R = 1", 1) { Planted = true },
    new("effects, 60 drawn, R = 2", 2) { Planted = true, Sampled = 60 },
];

Console.WriteLine($"{repetitions} sweeps of 3 × 3 × 2 levels each; percent ± half of the 95 % Monte Carlo interval");
Console.WriteLine();
Console.WriteLine("| study | false: levels | interactions | ranks | pairs of trials taken for independent | covered: differences | level means | interactions | winner | optimism of the winner → corrected |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
foreach (var study in studies)
{
    var tally = StudyTally.Of(study, repetitions, 20260701);
    Console.WriteLine($"| {study.Name} | {Percent(tally.FalseContrasts)} | {Percent(tally.FalseInteractions)} | {Percent(tally.FalseRanks)} | {Percent(tally.FalseNaive)} | {Percent(tally.Covered)} | {Percent(tally.CoveredLevels)} | {Percent(tally.CoveredDeviations)} | {Percent(tally.CoveredWinner)} | {Value(tally.Optimism)} → {Value(tally.LeftOptimism)} |");
}

return 0;

static string Percent(StudyTally.Rate rate)
    => rate.Count == 0 || double.IsNaN(rate.Mean) ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100 * rate.Mean:F1} ± {100 * rate.Half:F1}");

static string Value(StudyTally.Rate rate)
    => rate.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{rate.Mean:F3}");
