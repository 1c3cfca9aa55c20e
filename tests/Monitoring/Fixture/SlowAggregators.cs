using System.Diagnostics.Metrics;
using Sweep.Silo.Metrics;

namespace Sweep.Monitoring.Tests.Fixture;

/// <summary>
/// A fault of servers in this process that are started after it: once it has begun, every turn of their aggregators is
/// held for a time, as on a machine that is short of processors. A grain has one turn at a time, so whoever sends it
/// anything meanwhile waits at least for the rest of it. A listener is told of a turn on the turn's own thread, and that
/// is where it is held; what measures turns has read the clock before.
/// </summary>
internal sealed class SlowAggregators : IDisposable
{
    private readonly TimeSpan _held;
    private readonly ManualResetEventSlim _over = new();
    private readonly MeterListener _listener = new();
    private readonly bool _listening;
    private volatile bool _begun;

    /// <summary>Waits for servers.</summary>
    /// <param name="held">How long each turn is held.</param>
    public SlowAggregators(TimeSpan held)
    {
        _held = held;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Those of servers that are there already are published at once.
            if (_listening && instrument.Name == MetricNames.GrainTurnDuration.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, labels, _) => Hold(labels));
        _listener.Start();
        _listening = true;
    }

    /// <summary>Holds turns from now on.</summary>
    public void Begin() => _begun = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        _over.Set();
        _listener.Dispose();
    }

    private void Hold(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        if (_begun && labels is [{ Key: "grain", Value: "aggregator" }, ..])
            _over.Wait(_held);
    }
}
