using System.Diagnostics.Metrics;

namespace Sweep.Silo.Metrics;

/// <summary>What grains do. Grain types beyond <see cref="MetricNames.MaxGrainTypes"/> are counted as one.</summary>
public sealed class GrainInstruments
{
    private readonly LabelBound grains;
    private readonly Counter<long> calls;
    private readonly Counter<long> timeouts;
    private readonly UpDownCounter<long> activations;
    private readonly Histogram<double> turns;

    internal GrainInstruments(Meter meter, Counter<long> folded)
    {
        grains = new(MetricNames.Grain.Name, MetricNames.MaxGrainTypes, folded);
        calls = meter.Counter(MetricNames.GrainCalls);
        timeouts = meter.Counter(MetricNames.GrainTimeouts);
        activations = meter.UpDownCounter(MetricNames.GrainActivations);
        turns = meter.Histogram(MetricNames.GrainTurnDuration);
    }

    /// <summary>A grain served a call.</summary>
    public void Called(string grainType) => calls.Add(1, Tag(grainType));

    /// <summary>A caller gave up waiting for a grain.</summary>
    public void TimedOut(string grainType) => timeouts.Add(1, Tag(grainType));

    /// <summary>A grain came into memory.</summary>
    public void Activated(string grainType) => activations.Add(1, Tag(grainType));

    /// <summary>A grain left memory.</summary>
    public void Deactivated(string grainType) => activations.Add(-1, Tag(grainType));

    /// <summary>A turn held its thread for that long.</summary>
    public void Turn(string grainType, TimeSpan duration) => turns.Record(duration.TotalSeconds, Tag(grainType));

    private KeyValuePair<string, object?> Tag(string grainType) => new(MetricNames.Grain.Name, grains.Of(grainType));
}
