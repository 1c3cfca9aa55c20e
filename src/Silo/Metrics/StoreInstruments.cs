using System.Diagnostics.Metrics;

namespace Sweep.Silo.Metrics;

/// <summary>What the record does.</summary>
public sealed class StoreInstruments
{
    private readonly LabelBound sweeps;
    private readonly Histogram<double> commits;
    private readonly Histogram<double> batches;
    private readonly Counter<long> stale;

    internal StoreInstruments(Meter meter, LabelBound sweeps)
    {
        this.sweeps = sweeps;
        commits = meter.Histogram(MetricNames.StoreCommitDuration);
        batches = meter.Histogram(MetricNames.StoreBatchSize);
        stale = meter.Counter(MetricNames.StoreStaleWrites);
    }

    /// <summary>So many writes were committed together in that time.</summary>
    public void Committed(int writes, TimeSpan duration)
    {
        commits.Record(duration.TotalSeconds);
        batches.Record(writes);
    }

    /// <summary>A write of a superseded attempt was refused.</summary>
    public void StaleWriteRefused(string sweep)
        => stale.Add(1, new KeyValuePair<string, object?>(MetricNames.Sweep.Name, sweeps.Of(sweep)));
}
