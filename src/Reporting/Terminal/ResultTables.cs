using System.Globalization;
using Spectre.Console;
using Sweep.Reporting.Comparing;
using Sweep.Storage;

namespace Sweep.Reporting.Terminal;

/// <summary>
/// Shows results in a terminal. Width, colour and character set are those of the console that is handed in.
/// </summary>
public static class ResultTables
{
    /// <summary>A sweep's results: totals, leaders, which choices won, how the gradients behaved, and the conclusion.</summary>
    public static void Write(IAnsiConsole console, SweepResults results)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(results);
        WriteTotals(console, results);
        LeadersView.Write(console, results);
        ChoicesView.Write(console, results);
        InteractionsView.Write(console, results);
        GradientsView.Write(console, results);
        foreach (var note in results.Notes)
            TableStyle.Line(console, note);
        TableStyle.Line(console, new Glyphs(console).Plain(Conclusion.Of(results)));
    }

    /// <summary>One trial.</summary>
    public static void Write(IAnsiConsole console, TrialReport trial)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(trial);
        TrialView.Write(console, trial);
    }

    /// <summary>What differs between two sweeps.</summary>
    public static void Write(IAnsiConsole console, SweepDifference difference)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(difference);
        ComparisonView.Write(console, difference);
    }

    /// <summary>The list of sweeps.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<SweepSummary> sweeps)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(sweeps);
        SweepListView.Write(console, sweeps);
    }

    private static void WriteTotals(IAnsiConsole console, SweepResults results)
    {
        var trials = results.Trials;
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{trials.Completed} completed") };
        if (trials.Diverged > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{trials.Diverged} diverged"));
        if (trials.Failed > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{trials.Failed} failed"));
        if (trials.Stopped > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{trials.Stopped} stopped"));
        TableStyle.Heading(console, $"{results.Sweep.Name} ({results.Sweep.Id})");
        TableStyle.Line(console, string.Create(CultureInfo.InvariantCulture, $"{trials.Finished} of {trials.Total} trials: {string.Join(", ", parts)}; {results.Seconds:F1} s"));
        TableStyle.Line(console, $"digest {results.Digest}");
        if (results.DigestLimit is { } limit)
            TableStyle.Line(console, limit);
        TableStyle.Line(console, "");
    }
}
