using System.Collections.Frozen;
using System.Diagnostics.Metrics;

namespace Sweep.Silo.Metrics;

/// <summary>Counts what was lost, by a label whose values are known; each is there from the start, at 0.</summary>
internal sealed class Losses
{
    private readonly FrozenDictionary<string, Count> counts;

    /// <summary>Counts under a metric of one label.</summary>
    public Losses(Meter meter, MetricDefinition definition, params ReadOnlySpan<string> values)
    {
        counts = values.ToArray().ToFrozenDictionary(value => value, _ => new Count(), StringComparer.Ordinal);
        var label = definition.Labels[0].Name;
        meter.Total(definition, () => counts.Select(entry => new Measurement<long>(entry.Value.Read(), new KeyValuePair<string, object?>(label, entry.Key))));
    }

    /// <summary>So much was lost.</summary>
    public void Add(string value, long lost = 1) => counts[value].Add(lost);

    private sealed class Count
    {
        private long value;

        public void Add(long more) => Interlocked.Add(ref value, more);

        public long Read() => Volatile.Read(ref value);
    }
}
