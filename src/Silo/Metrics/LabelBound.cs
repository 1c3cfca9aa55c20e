using System.Collections.Concurrent;

namespace Sweep.Silo.Metrics;

/// <summary>
/// Keeps one label bounded: the first values get themselves, all later ones <see cref="MetricNames.Other"/>, and are counted.
/// A value keeps its place for the life of the process, for counters keep their series that long too.
/// </summary>
internal sealed class LabelBound(string label, int limit, Losses folded)
{
    private readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>The value to write for a value that was met.</summary>
    public string Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (known.TryGetValue(value, out var same)) return same;
        lock (gate)
        {
            if (known.TryGetValue(value, out same)) return same;
            if (known.Count < limit && value.Length > 0) return known[value] = value;
        }

        folded.Add(label);
        return MetricNames.Other;
    }
}
