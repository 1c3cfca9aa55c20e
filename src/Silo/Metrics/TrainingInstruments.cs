using System.Diagnostics.Metrics;
using Sweep.Core.Results;
using Sweep.Core.Verdicts;

namespace Sweep.Silo.Metrics;

/// <summary>What training does, and what it measures of gradients and units.</summary>
public sealed class TrainingInstruments
{
    private readonly SweepTable sweeps;
    private readonly LabelBound activations;
    private readonly Histogram<double> norms;
    private readonly Histogram<double> decay;
    private readonly Histogram<double> clipRates;
    private readonly Histogram<double> dead;
    private readonly Histogram<double> saturated;
    private readonly Histogram<double> updates;

    internal TrainingInstruments(Meter meter, SweepTable sweeps, Losses folded)
    {
        this.sweeps = sweeps;
        activations = new(MetricNames.Activation.Name, MetricNames.Activations.Count, folded);
        foreach (var name in MetricNames.Activations) activations.Of(name);
        norms = meter.Histogram(MetricNames.GradientNorm);
        decay = meter.Histogram(MetricNames.GradientDecay);
        clipRates = meter.Histogram(MetricNames.ClipRate);
        dead = meter.Histogram(MetricNames.DeadShare);
        saturated = meter.Histogram(MetricNames.SaturatedShare);
        updates = meter.Histogram(MetricNames.UpdateRatio);
    }

    /// <summary>An epoch of a training ended. What was not measured in it leaves no trace.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="report">What the epoch yielded.</param>
    /// <param name="activation">The activation's name in specs, without its fields.</param>
    /// <param name="epochSteps">Steps of this epoch alone.</param>
    /// <param name="epochSamples">Training samples met in this epoch alone.</param>
    public void Epoch(TrialTag trial, EpochReport report, string activation, long epochSteps, long epochSamples)
    {
        ArgumentNullException.ThrowIfNull(report);
        var nan = report.Layers.Sum(layer => layer.NanCount);
        var inf = report.Layers.Sum(layer => layer.InfCount);
        sweeps.Of(trial.Sweep).Epoch(epochSteps, epochSamples, nan, inf);
        if (!norms.Enabled) return;

        var label = (MetricNames.Activation, activations.Of(activation));
        var layers = report.Layers.Count == 0 ? 0 : report.Layers[^1].Layer;
        foreach (var layer in report.Layers)
        {
            var tags = trial.Tags((MetricNames.Depth, LayerDepth.Of(layer.Layer, layers)), label);
            Record(norms, layer.GradientNormMean, tags);
            Record(clipRates, layer.ClipRate, tags);
            Record(dead, layer.DeadShare, tags);
            Record(saturated, layer.SaturatedShare, tags);
            Record(updates, layer.UpdateRatio, tags);
        }

        Record(decay, Math.Exp(-DepthProfile.Of(report).Slope), trial.Tags(label));
    }

    /// <summary>So many floating-point operations were done.</summary>
    public void Operations(string sweep, double count) => sweeps.Of(sweep).Operations(count);

    private static void Record(Histogram<double> histogram, double value, in System.Diagnostics.TagList tags)
    {
        if (double.IsFinite(value)) histogram.Record(value, tags);
    }
}
