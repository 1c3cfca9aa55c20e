using System.Globalization;
using Spectre.Console;
using Sweep.Core.Statistics;
using Sweep.Core.Verdicts;
using Sweep.Reporting.Comparing;

namespace Sweep.Reporting.Terminal;

/// <summary>Two sweeps held against each other.</summary>
internal static class ComparisonView
{
    private const int Most = 10;

    public static void Write(IAnsiConsole console, SweepDifference difference)
    {
        var glyphs = new Glyphs(console);
        var percent = (100 * difference.Spec.Analysis.Confidence).ToString("0.##", CultureInfo.InvariantCulture);
        TableStyle.Heading(console, $"{difference.Before.Id} against {difference.After.Id}");
        TableStyle.Line(console, string.Create(CultureInfo.InvariantCulture,
            $"{difference.Common} combinations in common ({difference.OnlyBefore} only in the first, {difference.OnlyAfter} only in the second), {difference.Trials} trials with a result in both, {difference.SameDigest} of them the same to the bit"));
        TableStyle.Line(console, glyphs.Plain(Sentence(difference, percent)));
        foreach (var note in difference.Notes)
            TableStyle.Line(console, note);
        TableStyle.Line(console, "");
        WriteChanges(console, glyphs, difference);
        WriteVerdicts(console, difference);
    }

    /// <summary>The answer in a sentence.</summary>
    internal static string Sentence(SweepDifference difference, string percent)
    {
        var metric = Names.Of(difference.Spec.Objective.Metric).Replace('_', ' ');
        if (difference.Comparison.Effect is not { } effect || double.IsNaN(effect.Difference))
            return "No trial has a value in both, so there is nothing to compare.";
        if (effect is { Difference: 0, StandardError: 0 })
            return $"Both have the very same {metric} in every trial.";
        var better = difference.Spec.Objective.Maximize == effect.Difference > 0;
        var units = difference.Comparison.Basis == AnalysisBasis.Replicates ? "replicates" : "combinations' trials";
        return string.Create(CultureInfo.InvariantCulture,
            $"The second's {metric} is {(better ? "better" : "worse")} by {Show.PlusMinus(Math.Abs(effect.Difference), effect.Confidence.HalfWidth)} ({percent} % CI over {difference.Comparison.Units} {units}, {Show.P(effect.P)}, g {Show.EffectSize(effect.HedgesG)}).");
    }

    private static void WriteChanges(IAnsiConsole console, Glyphs glyphs, SweepDifference difference)
    {
        var changes = difference.Comparison.Changes.Where(c => c.Difference != 0).Take(Most).ToList();
        if (changes.Count == 0)
            return;
        TableStyle.Heading(console, "What changed most");
        var table = TableStyle.New(console, ("combination", false), ("n", true), ("first", true), ("second", true), ("change", true), ("p", true));
        foreach (var change in changes)
        {
            TableStyle.Row(table,
                difference.Levels[change.Combination].Count > 0 ? string.Join(", ", difference.Levels[change.Combination]) : "the only one",
                change.Pairs.ToString(CultureInfo.InvariantCulture),
                Show.Number(change.Before),
                Show.Number(change.After),
                glyphs.Plain(Show.PlusMinus(change.Difference, change.Confidence.HalfWidth, sign: true)),
                Show.PValue(change.AdjustedP));
        }

        console.Write(table);
        TableStyle.Line(console, "");
    }

    private static void WriteVerdicts(IAnsiConsole console, SweepDifference difference)
    {
        if (difference.Verdicts.All(v => v.Before + v.After == 0))
            return;
        TableStyle.Heading(console, "Verdicts, by trials");
        var table = TableStyle.New(console, ("verdict", false), ("in both", true), ("only in the first", true), ("only in the second", true));
        foreach (var verdict in difference.Verdicts)
        {
            TableStyle.Row(table, TrialVerdicts.NameOf(verdict.Verdict),
                verdict.Both.ToString(CultureInfo.InvariantCulture), verdict.Before.ToString(CultureInfo.InvariantCulture), verdict.After.ToString(CultureInfo.InvariantCulture));
        }

        console.Write(table);
        TableStyle.Line(console, "");
    }
}
