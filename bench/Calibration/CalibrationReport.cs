using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sweep.Core.Verdicts;

namespace Sweep.Bench.Calibration;

/// <summary>What a battery showed: precision and recall of each verdict, and how often healthy networks get a false one.</summary>
/// <param name="battery">The battery's name.</param>
/// <param name="outcomes">Its outcomes.</param>
internal sealed class CalibrationReport(string battery, IReadOnlyList<Outcome> outcomes)
{
    private readonly IReadOnlyList<Outcome> _counted = [.. outcomes.Where(o => o.Confirmed)];

    /// <summary>Cases whose cause was confirmed.</summary>
    public int Counted => _counted.Count;

    /// <summary>One tally for each verdict.</summary>
    public IReadOnlyList<Tally> Tallies { get; } = [.. Enum.GetValues<Verdict>().Select(v => Tally.Of(v, outcomes))];

    /// <summary>Healthy networks.</summary>
    public int Healthy => _counted.Count(o => o.Case.LabelOf(Verdict.Healthy) == Label.Yes);

    /// <summary>Those of them with a verdict other than healthy.</summary>
    public int HealthyFalse => _counted.Count(o => o.Case.LabelOf(Verdict.Healthy) == Label.Yes && o.False.Any());

    /// <summary>Share of healthy networks with a false verdict.</summary>
    public double HealthyFalseShare => (double)HealthyFalse / Healthy;

    /// <summary>The table for people.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"battery {battery}: {outcomes.Count} configurations, {Counted} with a confirmed cause\n\n");
        text.Append("| verdict | must be given | given | precision | recall | false alarms of |\n|---|---:|---:|---:|---:|---:|\n");
        foreach (var tally in Tallies)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {TrialVerdicts.NameOf(tally.Verdict)} | {tally.Hits + tally.Misses} | {tally.Hits} | {tally.Precision:F3} | {tally.Recall:F3} | {tally.FalseAlarms} of {tally.FalseAlarms + tally.Rightly} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nhealthy networks with a false verdict: {HealthyFalse} of {Healthy} ({100 * HealthyFalseShare:F1} %)\n");
        return text.ToString();
    }

    /// <summary>Cases by family, and which of them were judged wrongly.</summary>
    public string Families()
    {
        var text = new StringBuilder("\n| cause | configurations | confirmed | judged wrongly |\n|---|---:|---:|---:|\n");
        foreach (var family in outcomes.GroupBy(o => o.Case.Family.Name))
        {
            var confirmed = family.Where(o => o.Confirmed).ToList();
            text.Append(CultureInfo.InvariantCulture, $"| {family.Key} | {family.Count()} | {confirmed.Count} | {confirmed.Count(o => o.False.Any() || o.Missed.Any())} |\n");
        }

        return text.ToString();
    }

    /// <summary>Every wrong verdict with its evidence.</summary>
    public string Misses()
    {
        var text = new StringBuilder("\n");
        foreach (var outcome in _counted.Where(o => o.False.Any() || o.Missed.Any()))
        {
            text.Append(CultureInfo.InvariantCulture, $"{outcome.Case.Family.Name} [{outcome.Case.Levels}]: said {string.Join(',', outcome.Verdicts.Names)}; false {string.Join(',', outcome.False)}; missed {string.Join(',', outcome.Missed)}\n");
            foreach (var evidence in outcome.Verdicts.Evidence)
                text.Append(CultureInfo.InvariantCulture, $"    {evidence.Verdict} {evidence.FirstEpoch}-{evidence.LastEpoch} {evidence.Value:G3}: {evidence.Text}\n");
        }

        return text.ToString();
    }

    /// <summary>
    /// How near the lines the battery comes: each verdict's number in the cases that must have it and in those that must not,
    /// judged with lines so loose that nearly all have one. Thresholds are chosen between the two.
    /// </summary>
    public string Margins()
    {
        var loose = new VerdictThresholds
        {
            VanishingRatio = 0.9,
            DecayFit = 0,
            ExplodingRatio = 1.1,
            SpikeRatio = 1.1,
            SpikeRise = 0,
            ExplosiveLoss = 1.01,
            DeadShare = 0.01,
            SaturatedShare = 0.01,
            RectifierSaturatedShare = 0.01,
            OverfittingRise = 0.001,
            OverfittingFloor = 2e-5,
            UnderfittingGain = 1,
            SlowShare = 1e-4,
            SlowFit = 0,
            HeavyClipFactor = 0.9,
        };
        var text = new StringBuilder("\n");
        foreach (var verdict in Enum.GetValues<Verdict>().Except([Verdict.Healthy, Verdict.Diverged]))
        {
            foreach (var label in new[] { Label.Yes, Label.No })
            {
                // A network is not called slow that is called anything else, so the other lines are the usual ones.
                var lines = verdict == Verdict.Slow ? new() { SlowShare = loose.SlowShare, SlowFit = loose.SlowFit } : loose;
                var values = _counted.Where(o => o.Case.LabelOf(verdict) == label)
                    .Select(o => VerdictRules.Judge(o.Trained.Epochs, o.Trained.Result, o.Case.Config, lines).Evidence.FirstOrDefault(e => e.Verdict == verdict)?.Value ?? double.NaN)
                    .Where(v => !double.IsNaN(v)).Order().ToList();
                if (values.Count == 0)
                    continue;
                double At(double share) => values[(int)(share * (values.Count - 1))];
                text.Append(CultureInfo.InvariantCulture, $"{TrialVerdicts.NameOf(verdict),-14}{label,-4} n={values.Count,3}  least {values[0]:G3}  5 % {At(0.05):G3}  median {At(0.5):G3}  95 % {At(0.95):G3}  greatest {values[^1]:G3}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The same numbers as JSON.</summary>
    public string Json() => new JsonObject
    {
        ["battery"] = battery,
        ["configurations"] = outcomes.Count,
        ["confirmed"] = Counted,
        ["verdicts"] = new JsonArray([.. Tallies.Select(t => (JsonNode)new JsonObject
        {
            ["verdict"] = TrialVerdicts.NameOf(t.Verdict),
            ["hits"] = t.Hits,
            ["misses"] = t.Misses,
            ["false_alarms"] = t.FalseAlarms,
            ["rightly_absent"] = t.Rightly,
            ["precision"] = double.IsFinite(t.Precision) ? t.Precision : null,
            ["recall"] = double.IsFinite(t.Recall) ? t.Recall : null,
        })]),
        ["healthy"] = Healthy,
        ["healthy_false"] = HealthyFalse,
        ["healthy_false_share"] = double.IsFinite(HealthyFalseShare) ? HealthyFalseShare : null,
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
}
