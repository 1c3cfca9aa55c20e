using Sweep.Reporting.Plots;

namespace Sweep.Reporting.Report;

/// <summary>One plot of a report.</summary>
/// <param name="Name">Its name on the command line, and of its file: lower case, digits and hyphens.</param>
/// <param name="Chart">The chart.</param>
public sealed record ReportPlot(string Name, Chart Chart)
{
    /// <summary>A name out of words: whatever is not a letter or digit becomes a hyphen.</summary>
    public static string NameOf(params string[] words)
        => string.Join('-', words.Select(w => string.Concat(w.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-')).Where(w => w.Length > 0));
}
