using System.Diagnostics.Metrics;
using Sweep.Core.Results;
using Sweep.Core.Verdicts;

namespace Sweep.Silo.Metrics;

/// <summary>Where this silo's training threads stand, and the trials that they train.</summary>
public sealed class WorkerInstruments
{
    private readonly Tracked<WorkerGauges> pools;
    private readonly Losses dropped;

    internal WorkerInstruments(Meter meter, Action failed, Losses dropped)
    {
        pools = new(failed);
        this.dropped = dropped;
        meter.Gauge(MetricNames.QueueLength, () => Sum(pool => pool.Queued));
        meter.Gauge(MetricNames.Workers, () => Sum(pool => pool.Total));
        meter.Gauge(MetricNames.WorkersBusy, () => Sum(pool => pool.Busy));
        meter.Gauge(MetricNames.SlotBusy, () => Slots(counted: true).Select(slot => Of(slot.Value.Busy ? 1L : 0, slot.Slot)));
        meter.Gauge(MetricNames.SlotEpoch, () => Live().Select(slot => Of((long)slot.Last.Epoch, slot.Slot)));
        meter.Gauge(MetricNames.SlotProgress, () => Live().Where(slot => slot.Epochs > 0).Select(slot => Of((double)slot.Last.Epoch / slot.Epochs, slot.Slot)));
        meter.Gauge(MetricNames.SlotTrainLoss, () => Live().Select(slot => Of(slot.Last.TrainLoss, slot.Slot)));
        meter.Gauge(MetricNames.SlotValidationScore, () => Live().Select(slot => Of(slot.Last.ValidationScore, slot.Slot)));
        meter.Gauge(MetricNames.SlotGradientNorm, () => Live().SelectMany(Norms));
        meter.Gauge(MetricNames.SlotDecaySlope, () => Live()
            .Select(slot => (slot.Slot, DepthProfile.Of(slot.Last).Slope))
            .Where(slot => !double.IsNaN(slot.Slope))
            .Select(slot => Of(slot.Slope, slot.Slot)));
    }

    /// <summary>Shows a pool of training threads until the answer is disposed. Several pools are added up.</summary>
    /// <param name="snapshot">Where it stands; called by scrapes, on their threads, so it must be quick and safe there.</param>
    public IDisposable Track(Func<WorkerGauges> snapshot) => pools.Add("", snapshot);

    private IEnumerable<Measurement<long>> Sum(Func<WorkerGauges, long> value)
    {
        long[] values = [.. pools.Read().Select(pool => value(pool.Value))];
        return values.Length == 0 ? [] : [new Measurement<long>(values.Sum())];
    }

    private IEnumerable<(int Slot, SlotGauge Value)> Slots(bool counted = false)
    {
        var all = pools.Read().SelectMany(pool => pool.Value.Slots).ToList();
        if (counted && all.Count > MetricNames.MaxSlots)
            dropped.Add("slot", all.Count - MetricNames.MaxSlots);
        return all.Take(MetricNames.MaxSlots).Select((slot, number) => (number, slot));
    }

    private IEnumerable<(int Slot, int Epochs, EpochReport Last)> Live()
        => Slots().Where(slot => slot.Value is { Busy: true, Last: not null }).Select(slot => (slot.Slot, slot.Value.Epochs, slot.Value.Last!));

    // Layers of one part of the network are taken together by the geometric mean, as norms range over decades.
    private static IEnumerable<Measurement<double>> Norms((int Slot, int Epochs, EpochReport Last) slot)
    {
        var layers = slot.Last.Layers.Count == 0 ? 0 : slot.Last.Layers[^1].Layer;
        return slot.Last.Layers
            .Where(layer => layer.GradientNormMean > 0 && float.IsFinite(layer.GradientNormMean))
            .GroupBy(layer => LayerDepth.Of(layer.Layer, layers))
            .Select(group => new Measurement<double>(
                Math.Exp(group.Average(layer => Math.Log(layer.GradientNormMean))),
                new KeyValuePair<string, object?>(MetricNames.Slot.Name, Ordinal.Of(slot.Slot)),
                new(MetricNames.Depth.Name, group.Key)));
    }

    private static Measurement<T> Of<T>(T value, int slot)
        where T : struct
        => new(value, new KeyValuePair<string, object?>(MetricNames.Slot.Name, Ordinal.Of(slot)));
}
