using System.Diagnostics.Metrics;

namespace Sweep.Silo.Metrics;

/// <summary>Where this silo's training threads stand.</summary>
public sealed class WorkerInstruments
{
    private readonly Tracked<WorkerGauges> pools;

    internal WorkerInstruments(Meter meter, Counter<long> errors)
    {
        pools = new(errors);
        meter.Gauge(MetricNames.QueueLength, () => Sum(pool => pool.Queued));
        meter.Gauge(MetricNames.Workers, () => Sum(pool => pool.Total));
        meter.Gauge(MetricNames.WorkersBusy, () => Sum(pool => pool.Busy));
    }

    /// <summary>Shows a pool of training threads until the answer is disposed. Several pools are added up.</summary>
    /// <param name="snapshot">Where it stands; called by scrapes, on their threads, so it must be quick and safe there.</param>
    public IDisposable Track(Func<WorkerGauges> snapshot) => pools.Add("", snapshot);

    private IEnumerable<Measurement<long>> Sum(Func<WorkerGauges, long> value)
    {
        long[] values = [.. pools.Read().Select(pool => value(pool.Value))];
        return values.Length == 0 ? [] : [new Measurement<long>(values.Sum())];
    }
}
