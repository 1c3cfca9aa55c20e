using System.Diagnostics.Metrics;
using Sweep.Core.Results;

namespace Sweep.Silo.Metrics;

/// <summary>What training does, and what it measures of gradients.</summary>
public sealed class TrainingInstruments
{
    private readonly LabelBound sweeps;
    private readonly LabelBound activations;
    private readonly Counter<long> steps;
    private readonly Counter<long> samples;
    private readonly Counter<long> epochs;
    private readonly Histogram<double> norms;
    private readonly Counter<long> nonFinite;

    internal TrainingInstruments(Meter meter, LabelBound sweeps, Counter<long> folded)
    {
        this.sweeps = sweeps;
        activations = new(MetricNames.Activation.Name, MetricNames.Activations.Count, folded);
        foreach (var name in MetricNames.Activations) activations.Of(name);
        steps = meter.Counter(MetricNames.TrainingSteps);
        samples = meter.Counter(MetricNames.TrainingSamples);
        epochs = meter.Counter(MetricNames.TrainingEpochs);
        norms = meter.Histogram(MetricNames.GradientNorm);
        nonFinite = meter.Counter(MetricNames.GradientNonFinite);
    }

    /// <summary>An epoch of a training ended. Layers that were not measured in it leave no trace.</summary>
    /// <param name="sweep">Name of the sweep.</param>
    /// <param name="report">What the epoch yielded.</param>
    /// <param name="activation">The activation's name in specs, without its fields.</param>
    /// <param name="epochSteps">Steps of this epoch alone.</param>
    /// <param name="epochSamples">Training samples met in this epoch alone.</param>
    public void Epoch(string sweep, EpochReport report, string activation, long epochSteps, long epochSamples)
    {
        ArgumentNullException.ThrowIfNull(report);
        var sweepTag = new KeyValuePair<string, object?>(MetricNames.Sweep.Name, sweeps.Of(sweep));
        steps.Add(epochSteps, sweepTag);
        samples.Add(epochSamples, sweepTag);
        epochs.Add(1, sweepTag);

        var activationTag = new KeyValuePair<string, object?>(MetricNames.Activation.Name, activations.Of(activation));
        var layers = report.Layers.Count == 0 ? 0 : report.Layers[^1].Layer;
        var nan = 0L;
        var inf = 0L;
        foreach (var layer in report.Layers)
        {
            nan += layer.NanCount;
            inf += layer.InfCount;
            if (!float.IsFinite(layer.GradientNormMean)) continue;
            norms.Record(layer.GradientNormMean,
                new KeyValuePair<string, object?>(MetricNames.Depth.Name, LayerDepth.Of(layer.Layer, layers)), activationTag);
        }

        if (nan > 0) nonFinite.Add(nan, sweepTag, new KeyValuePair<string, object?>(MetricNames.Kind.Name, "nan"));
        if (inf > 0) nonFinite.Add(inf, sweepTag, new KeyValuePair<string, object?>(MetricNames.Kind.Name, "inf"));
    }
}
