using System.Globalization;
using Sweep.Bench.Calibration;
using Sweep.Core.Specs;
using Sweep.Core.Verdicts;

namespace Sweep.Calibration.Tests;

public sealed class BatteryTests
{
    // Every so many cases of a family: enough that each verdict must be given a few times.
    private const int Part = 9;

    [Fact]
    public void The_batteries_are_large_and_share_no_training()
    {
        var holdout = Battery.Of(choosing: false);
        var choosing = Battery.Of(choosing: true);
        Assert.InRange(holdout.Count, 300, 500);
        Assert.Empty(holdout.Select(c => ConfigIdentity.Of(c.Config)).Intersect(choosing.Select(c => ConfigIdentity.Of(c.Config))));
        Assert.Empty(holdout.Select(c => c.Key).Intersect(choosing.Select(c => c.Key)));
    }

    [Fact]
    public void No_label_is_both_yes_and_open_and_every_verdict_has_cases_of_both_kinds()
    {
        foreach (var cases in new[] { Battery.Of(choosing: false), Battery.Of(choosing: true) })
        {
            Assert.All(cases, c => Assert.Empty(c.Family.Yes.Intersect(c.Family.Open)));
            Assert.All(Enum.GetValues<Verdict>(), v => Assert.InRange(cases.Count(c => c.LabelOf(v) == Label.Yes), 20, cases.Count / 2));
            Assert.All(Enum.GetValues<Verdict>(), v => Assert.InRange(cases.Count(c => c.LabelOf(v) == Label.No), 100, cases.Count));
        }
    }

    /// <summary>Trainings are the same bits everywhere, so these figures are exact: a change of a rule or of the engine shows here.</summary>
    [Fact]
    public void A_part_of_the_holdout_is_judged_as_recorded()
    {
        var report = new CalibrationReport("part", Calibrator.Run(Battery.Of(choosing: false, Part), Environment.ProcessorCount));
        var figures = report.Tallies.Select(t => string.Create(CultureInfo.InvariantCulture,
            $"{TrialVerdicts.NameOf(t.Verdict)}: {t.Hits} hits, {t.Misses} misses, {t.FalseAlarms} false alarms of {t.FalseAlarms + t.Rightly}"));

        Assert.Equal(Recorded, figures.Prepend($"{report.Counted} confirmed"));
    }

    private static readonly string[] Recorded =
    [
        "57 confirmed",
        "healthy: 15 hits, 0 misses, 0 false alarms of 35",
        "vanishing: 5 hits, 0 misses, 0 false alarms of 43",
        "exploding: 10 hits, 1 misses, 0 false alarms of 46",
        "dead: 4 hits, 0 misses, 0 false alarms of 34",
        "saturated: 2 hits, 0 misses, 0 false alarms of 36",
        "diverged: 4 hits, 0 misses, 0 false alarms of 50",
        "overfitting: 5 hits, 0 misses, 0 false alarms of 39",
        "underfitting: 5 hits, 0 misses, 0 false alarms of 29",
        "slow: 5 hits, 0 misses, 0 false alarms of 41",
    ];
}
