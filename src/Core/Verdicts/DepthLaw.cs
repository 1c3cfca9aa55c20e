using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Specs;

namespace Sweep.Core.Verdicts;

/// <summary>
/// The law of vanishing gradients beside what was measured. By the chain rule δ_l = φ′(z_l) ∘ W_{l+1}ᵀ δ_{l+1}, so that
/// |δ_l| ≤ Π_{k=l+1..L} (sup φ′_{k−1} · |W_k|) · |δ_L|: under sigmoid 0.25·|W| a layer (Hochreiter 1991; Bengio et al.
/// 1994; Pascanu et al. 2013, section 2). It holds sample by sample; a mean over a batch can cancel in one layer more than in another.
/// </summary>
/// <param name="Epoch">The epoch it was measured in.</param>
/// <param name="Layers">Layer by layer, first to last.</param>
/// <param name="Decay">Measured: what a layer leaves of the gradient's norm on its way back, by the line through its logarithm over depth.</param>
/// <param name="Fit">R² of that line.</param>
/// <param name="Holds">Whether the bounds hold: a convolution, a normalisation or a residual link is another chain, and <see cref="DepthLawLayer.Bound"/> is NaN there.</param>
public sealed record DepthLaw(int Epoch, IReadOnlyList<DepthLawLayer> Layers, double Decay, double Fit, bool Holds)
{
    /// <summary>The law in the last epoch with measured gradients; null where none has any.</summary>
    public static DepthLaw? Of(IReadOnlyList<EpochReport> epochs, TrialConfig config)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        return epochs.LastOrDefault(e => e.Layers.Any(l => float.IsFinite(l.GradientNormMean))) is { } epoch ? At(epoch, config) : null;
    }

    /// <summary>The law in one epoch.</summary>
    public static DepthLaw At(EpochReport epoch, TrialConfig config)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        ArgumentNullException.ThrowIfNull(config);
        var (model, count) = (config.Model, epoch.Layers.Count);
        var own = model.OwnActivations().ToDictionary();
        var dense = model.Conv.Count == 0;
        var holds = dense && model.Residual == 0 && model.Normalization is Normalisation.None && model.Layers.All(l => l.Normalization is null or Normalisation.None);
        var inputs = Inputs(epoch, config);
        var layers = new DepthLawLayer[count];
        double bound = 1, tight = double.NaN;
        for (var i = count - 1; i >= 0; i--)
        {
            var layer = epoch.Layers[i];
            var slope = i == count - 1 ? 1 : GreatestSlope.Of(own.GetValueOrDefault(i + 1) ?? model.Activation);
            var factor = i == count - 1 ? 1 : slope * epoch.Layers[i + 1].WeightNorm;
            bound *= factor;

            // The probe's product from the next layer on is the bound on the gradient at this layer's activations.
            tight = i == count - 1 ? (float.IsNaN(layer.JacobianBound) ? double.NaN : 1) : slope * epoch.Layers[i + 1].JacobianBound;
            var last = epoch.Layers[^1];
            var gradient = (double)layer.GradientNormMean / last.GradientNormMean;
            layers[i] = new(layer.Layer, gradient, gradient * inputs[^1] / inputs[i], slope, layer.WeightNorm, factor,
                holds ? bound : double.NaN, dense && model.Residual == 0 ? tight : double.NaN);
        }

        var profile = DepthProfile.Of(epoch);
        return new(epoch.Epoch, layers, Math.Exp(-profile.Slope), profile.Fit, holds);
    }

    // Norm of (1, a) for the inputs a of each layer: standardised features have variance 1 each.
    private static double[] Inputs(EpochReport epoch, TrialConfig config)
    {
        var (convolutions, widths) = (config.Model.Convolutions(), config.Model.HiddenWidths());
        var features = config.Dataset.Standardize ? DataFacts.Of(config.Dataset.Source).Features ?? double.NaN : double.NaN;
        return [.. epoch.Layers.Select((_, i) => Math.Sqrt(1 + (i == 0 && convolutions == 0 ? features
            : i > convolutions && i <= convolutions + widths.Count ? widths[i - convolutions - 1] * Square(epoch.Layers[i - 1]) : double.NaN)))];
    }

    private static double Square(LayerReport layer)
        => ((double)layer.ActivationMean * layer.ActivationMean) + ((double)layer.ActivationStd * layer.ActivationStd);
}
