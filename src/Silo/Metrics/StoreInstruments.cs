using System.Diagnostics.Metrics;

namespace Sweep.Silo.Metrics;

/// <summary>What the record does.</summary>
public sealed class StoreInstruments
{
    private readonly Tracked<StoreGauges> stores;
    private readonly Histogram<double> commits;
    private readonly Histogram<double> batches;

    internal StoreInstruments(Meter meter, Action failed)
    {
        stores = new(failed);
        commits = meter.Histogram(MetricNames.StoreCommitDuration);
        batches = meter.Histogram(MetricNames.StoreBatchSize);
        meter.Total(MetricNames.StoreStaleWrites, ReadStaleWrites);
    }

    /// <summary>Shows a record until the answer is disposed. Several are added up.</summary>
    /// <param name="snapshot">Where it stands; called by scrapes, on their threads, so it must be quick and safe there.</param>
    public IDisposable Track(Func<StoreGauges> snapshot) => stores.Add("", snapshot);

    /// <summary>So many writes were committed together in that time.</summary>
    public void Committed(int writes, TimeSpan duration)
    {
        commits.Record(duration.TotalSeconds);
        batches.Record(writes);
    }

    private IEnumerable<Measurement<long>> ReadStaleWrites()
    {
        long[] values = [.. stores.Read().Select(store => store.Value.StaleWrites)];
        return values.Length == 0 ? [] : [new Measurement<long>(values.Sum())];
    }
}
