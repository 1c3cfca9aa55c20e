using System.Globalization;
using OpenTelemetry.Metrics;

namespace Sweep.Silo.Metrics;

/// <summary>One measurement that stands for those of its bucket.</summary>
/// <param name="Labels">What tells where it comes from, as it is written between braces.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Time">When.</param>
internal sealed record MetricExemplar(string Labels, double Value, DateTimeOffset Time)
{
    // OpenMetrics 1.0, "Exemplars": the limit on all names and values of labels together.
    private const int MaxLength = 128;

    /// <summary>What the SDK keeps, as it is written; null where it has no labels, or too long ones.</summary>
    public static MetricExemplar? Of(in Exemplar exemplar)
    {
        var length = 0;
        var labels = new LabelText();
        if (exemplar.TraceId != default)
        {
            Add("trace_id", exemplar.TraceId.ToHexString());
            Add("span_id", exemplar.SpanId.ToHexString());
        }

        foreach (var (name, value) in exemplar.FilteredTags) Add(name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        return length is 0 or > MaxLength ? null : new(labels.ToString(), exemplar.DoubleValue, exemplar.Timestamp);

        void Add(string name, string value)
        {
            length += name.Length + value.EnumerateRunes().Count();
            labels.Add(name, value);
        }
    }
}
