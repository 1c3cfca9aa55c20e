using System.Diagnostics.Metrics;

namespace Sweep.Silo.Metrics;

/// <summary>What grains do. Grain types beyond <see cref="MetricNames.MaxGrainTypes"/> are counted as one.</summary>
public sealed class GrainInstruments
{
    private readonly LabelBound grains;
    private readonly Tracked<GrainGauges> hosts;
    private readonly Histogram<double> turns;

    internal GrainInstruments(Meter meter, Losses folded, Action failed)
    {
        grains = new(MetricNames.Grain.Name, MetricNames.MaxGrainTypes, folded);
        hosts = new(failed);
        meter.Total(MetricNames.GrainCalls, () => Sum(host => host.Calls));
        meter.Total(MetricNames.GrainTimeouts, () => Sum(host => host.Timeouts));
        meter.Gauge(MetricNames.GrainActivations, () => Sum(host => host.Activations));
        turns = meter.Histogram(MetricNames.GrainTurnDuration);
    }

    /// <summary>Shows a host of grains until the answer is disposed. Several hosts are added up.</summary>
    /// <param name="snapshot">Where it stands; called by scrapes, on their threads, so it must be quick and safe there.</param>
    public IDisposable Track(Func<GrainGauges> snapshot) => hosts.Add("", snapshot);

    /// <summary>A turn held its thread for that long.</summary>
    public void Turn(string grainType, TimeSpan duration)
        => turns.Record(duration.TotalSeconds, new KeyValuePair<string, object?>(MetricNames.Grain.Name, grains.Of(grainType)));

    private IEnumerable<Measurement<long>> Sum(Func<GrainGauges, long> value)
    {
        long[] values = [.. hosts.Read().Select(host => value(host.Value))];
        return values.Length == 0 ? [] : [new Measurement<long>(values.Sum())];
    }
}
