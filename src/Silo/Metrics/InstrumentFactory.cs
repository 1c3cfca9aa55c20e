using System.Diagnostics.Metrics;

namespace Sweep.Silo.Metrics;

/// <summary>Makes instruments from their definitions, so that names and units stand in one place.</summary>
internal static class InstrumentFactory
{
    public static void Total<T>(this Meter meter, MetricDefinition definition, Func<IEnumerable<Measurement<T>>> read)
        where T : struct
        => meter.CreateObservableCounter(definition.Name, read, UnitOf(definition), definition.Description);

    public static Histogram<double> Histogram(this Meter meter, MetricDefinition definition)
        => meter.CreateHistogram(definition.Name, UnitOf(definition), definition.Description, tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = definition.Boundaries });

    public static void Gauge<T>(this Meter meter, MetricDefinition definition, Func<IEnumerable<Measurement<T>>> read)
        where T : struct
        => meter.CreateObservableGauge(definition.Name, read, UnitOf(definition), definition.Description);

    private static string? UnitOf(MetricDefinition definition) => definition.Unit.Length == 0 ? null : definition.Unit;
}
