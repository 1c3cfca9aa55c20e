using System.Globalization;
using System.Text;

namespace Sweep.Silo.Metrics;

/// <summary>
/// Writes families as Prometheus reads them: text format 0.0.4 or OpenMetrics 1.0.0.
/// OpenMetrics names a family without its kind's suffix, has UNIT and <c>_created</c>, escapes quotes in HELP and ends with EOF.
/// </summary>
internal sealed class ExpositionWriter(ExpositionFormat format)
{
    private readonly StringBuilder text = new();
    private readonly bool open = format == ExpositionFormat.OpenMetrics;

    /// <summary>The whole exposition in UTF-8, without a byte order mark.</summary>
    public static byte[] Write(IReadOnlyList<MetricFamily> families, ExpositionFormat format)
    {
        var writer = new ExpositionWriter(format);
        foreach (var family in families) writer.Write(family);
        if (writer.open) writer.text.Append("# EOF\n");
        return Encoding.UTF8.GetBytes(writer.text.ToString());
    }

    private void Write(MetricFamily family)
    {
        var (suffix, kind) = family.Kind switch
        {
            FamilyKind.Counter => ("_total", "counter"),
            FamilyKind.Histogram => ("", "histogram"),
            FamilyKind.Info => ("_info", open ? "info" : "gauge"),
            _ => ("", "gauge"),
        };
        WriteMetadata(family, open ? family.Name : family.Name + suffix, kind);
        foreach (var series in family.Series)
        {
            if (family.Kind == FamilyKind.Histogram) WriteHistogram(family.Name, series);
            else WriteSample(family.Name + suffix, series.Labels, series.Value);
            if (open && family.Kind is FamilyKind.Counter or FamilyKind.Histogram) WriteCreated(family.Name, series);
        }
    }

    private void WriteMetadata(MetricFamily family, string name, string kind)
    {
        text.Append("# TYPE ").Append(name).Append(' ').Append(kind).Append('\n');
        if (open && family.Unit is not null) text.Append("# UNIT ").Append(name).Append(' ').Append(family.Unit).Append('\n');
        if (family.Help.Length == 0) return;
        text.Append("# HELP ").Append(name).Append(' ');
        LabelText.Escape(text, family.Help, quotes: open);
        text.Append('\n');
    }

    private void WriteHistogram(string name, MetricSeries series)
    {
        foreach (var bucket in series.Buckets)
        {
            var le = $"le=\"{PrometheusNumber.Bound(bucket.Bound, format)}\"";
            WriteSample(name + "_bucket", series.Labels.Length == 0 ? le : $"{series.Labels},{le}", PrometheusNumber.Value(bucket.Count), bucket.Exemplar);
        }

        // OpenMetrics forbids sum, and with it count, where a bound is negative: the sum need not grow there.
        if (open && series.Buckets[0].Bound < 0) return;
        WriteSample(name + "_sum", series.Labels, series.Value);
        WriteSample(name + "_count", series.Labels, PrometheusNumber.Value(series.Buckets[^1].Count));
    }

    private void WriteCreated(string name, MetricSeries series)
    {
        WriteSample(name + "_created", series.Labels, Seconds(series.Created));
    }

    private static string Seconds(DateTimeOffset time)
        => ((time - DateTimeOffset.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond).ToString("R", CultureInfo.InvariantCulture);

    private void WriteSample(string name, string labels, string value, MetricExemplar? exemplar = null)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value);
        if (open && exemplar is not null)
            text.Append(" # {").Append(exemplar.Labels).Append("} ").Append(PrometheusNumber.Value(exemplar.Value)).Append(' ').Append(Seconds(exemplar.Time));
        text.Append('\n');
    }
}
