using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Sweep.Silo.Metrics;

/// <summary>
/// Turns what the SDK collected into families, each contiguous. What cannot be written validly beside what came before it
/// (a name taken by another family, a series twice, an exponential histogram) is left out and counted.
/// </summary>
internal sealed class FamilyBuilder
{
    private readonly List<MetricFamily> families = [];
    private readonly Dictionary<string, MetricFamily> owners = new(StringComparer.Ordinal);
    private readonly HashSet<(string Family, string Labels)> seen = [];

    /// <summary>Metrics and series that were left out.</summary>
    public int Dropped { get; private set; }

    /// <summary>The families, in the order in which they first came.</summary>
    public IReadOnlyList<MetricFamily> Families => families;

    /// <summary>Adds what describes the process as a whole.</summary>
    public void Add(Resource resource)
    {
        var labels = new LabelText();
        foreach (var (name, value) in resource.Attributes) labels.Add(name, value);
        var text = labels.ToString();
        if (text.Length == 0) return;
        var family = Claim("target", FamilyKind.Info, null, "Target metadata");
        family?.Series.Add(new MetricSeries(text, "1", default));
    }

    /// <summary>Adds one metric with all its points.</summary>
    public void Add(OpenTelemetry.Metrics.Metric metric)
    {
        if (KindOf(metric.MetricType) is not { } kind)
        {
            Dropped++;
            return;
        }

        var unit = PrometheusNaming.UnitSuffix(metric.Unit);
        var name = PrometheusNaming.FamilyName(metric.Name, unit, kind == FamilyKind.Counter);
        MetricFamily? family = null;
        var scope = ScopeOf(metric);
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            family ??= Claim(name, kind, unit, metric.Description);
            if (family is null)
            {
                Dropped++;
                return;
            }

            var series = SeriesOf(metric.MetricType, point, scope);
            if (seen.Add((name, series.Labels))) family.Series.Add(series);
            else Dropped++;
        }
    }

    private static FamilyKind? KindOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => FamilyKind.Counter,
        MetricType.LongGauge or MetricType.DoubleGauge => FamilyKind.Gauge,
        MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic => FamilyKind.Gauge,
        MetricType.Histogram => FamilyKind.Histogram,
        _ => null,
    };

    private static LabelText ScopeOf(OpenTelemetry.Metrics.Metric metric)
    {
        var scope = new LabelText()
            .Add("otel_scope_name", metric.MeterName)
            .Add("otel_scope_version", metric.MeterVersion)
            .Add("otel_scope_schema_url", metric.MeterSchemaUrl);
        foreach (var (name, value) in metric.MeterTags ?? [])
        {
            if (name is not ("name" or "version" or "schema_url")) scope.Add("otel_scope_" + name, value);
        }

        return scope;
    }

    private static MetricSeries SeriesOf(MetricType type, in MetricPoint point, LabelText scope)
    {
        var histogram = type == MetricType.Histogram;
        var labels = new LabelText(scope, histogram);
        foreach (var (name, value) in point.Tags) labels.Add(name, value);
        return new MetricSeries(labels.ToString(), ValueOf(type, point), point.StartTime)
        {
            Buckets = histogram ? BucketsOf(point) : [],
        };
    }

    private static string ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => PrometheusNumber.Value(point.GetSumLong()),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => PrometheusNumber.Value(point.GetSumDouble()),
        MetricType.LongGauge => PrometheusNumber.Value(point.GetGaugeLastValueLong()),
        MetricType.DoubleGauge => PrometheusNumber.Value(point.GetGaugeLastValueDouble()),
        _ => PrometheusNumber.Value(point.GetHistogramSum()),
    };

    private static List<MetricBucket> BucketsOf(in MetricPoint point)
    {
        var buckets = new List<MetricBucket>();
        var count = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            buckets.Add(new(bucket.ExplicitBound, count));
        }

        if (buckets.Count == 0) buckets.Add(new(double.PositiveInfinity, point.GetHistogramCount()));
        AddExemplars(buckets, point);
        return buckets;
    }

    private static void AddExemplars(List<MetricBucket> buckets, in MetricPoint point)
    {
        if (!point.TryGetExemplars(out var exemplars)) return;
        foreach (ref readonly var exemplar in exemplars)
        {
            var value = exemplar.DoubleValue;
            var at = buckets.FindIndex(bucket => value <= bucket.Bound);
            if (at >= 0 && MetricExemplar.Of(exemplar) is { } found) buckets[at] = buckets[at] with { Exemplar = found };
        }
    }

    private MetricFamily? Claim(string name, FamilyKind kind, string? unit, string help)
    {
        if (owners.TryGetValue(name, out var owner) && owner.Name == name)
            return owner.Kind == kind ? owner : null;
        var family = new MetricFamily(name, kind, unit, help, []);
        if (family.Names.Any(owners.ContainsKey)) return null;
        foreach (var taken in family.Names) owners.Add(taken, family);
        families.Add(family);
        return family;
    }
}
