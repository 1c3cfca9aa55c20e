using System.Diagnostics;
using System.Globalization;

namespace Sweep.Silo.Metrics;

/// <summary>
/// The trial that a measurement comes from. It is no label: views take it out, and what is left of it is the example
/// that a histogram's bucket keeps.
/// </summary>
/// <param name="Sweep">Name of the sweep.</param>
/// <param name="Index">Index of the trial.</param>
public readonly record struct TrialTag(string Sweep, long Index)
{
    /// <summary>Name of the tag that says which trial it is.</summary>
    internal const string TrialKey = "trial";

    // OpenMetrics 1.0: labels of an exemplar have at most 128 characters, names included, and a trace takes up 63.
    private const int MaxSweepLength = 36;

    internal TagList Tags(params ReadOnlySpan<(MetricLabel Label, string Value)> labels)
    {
        var tags = default(TagList);
        foreach (var (label, value) in labels) tags.Add(label.Name, value);
        tags.Add(MetricNames.Sweep.Name, Sweep.Length <= MaxSweepLength ? Sweep : Sweep[..MaxSweepLength]);
        tags.Add(TrialKey, Index.ToString(CultureInfo.InvariantCulture));
        return tags;
    }
}
