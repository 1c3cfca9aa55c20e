using System.Globalization;
using Spectre.Console;
using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Terminal;

/// <summary>How the gradients behaved, by activation and initialisation or by the first two factors.</summary>
internal static class GradientsView
{
    private static readonly (Verdict Verdict, string Head)[] Columns =
    [
        (Verdict.Healthy, "heal-\nthy"),
        (Verdict.Vanishing, "vani-\nshing"),
        (Verdict.Exploding, "explo-\nding"),
        (Verdict.Dead, "dead"),
        (Verdict.Saturated, "satu-\nrated"),
        (Verdict.Diverged, "diver-\nged"),
        (Verdict.Overfitting, "over-\nfit"),
        (Verdict.Underfitting, "under-\nfit"),
        (Verdict.Slow, "slow"),
    ];

    public static void Write(IAnsiConsole console, SweepResults results)
    {
        if (results.Gradients.Count == 0)
            return;

        // Columns that no trial has are left out, so that what is there fits the width.
        var shown = Columns.Where(c => c.Verdict == Verdict.Healthy || results.Gradients.Any(g => g.Verdicts.ContainsKey(c.Verdict))).ToArray();
        TableStyle.Heading(console, "How the gradients behaved");
        var table = TableStyle.New(console,
        [
            .. results.GradientsBy.Select(f => (f, false)),
            ("n", true),
            ("first/\nlast", true),
            .. shown.Select(c => (c.Head, true)),
        ]);
        foreach (var group in results.Gradients)
        {
            TableStyle.Row(table,
            [
                .. group.Levels,
                group.Trials.ToString(CultureInfo.InvariantCulture),
                Show.Ratio(group.Ratio),
                .. shown.Select(c => group.Verdicts.ContainsKey(c.Verdict) ? Show.Percent(group.ShareOf(c.Verdict)) : ""),
            ]);
        }

        console.Write(table);
        TableStyle.Line(console, "first/last: gradient norm of the first layer over the last layer's, median. Then the share of trials with each verdict; a trial can have several.");
        TableStyle.Line(console, "");
    }
}
