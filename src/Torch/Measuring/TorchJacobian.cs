using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Torch.Network;
using Sweep.Training.Running;
using Sweep.Training.VectorMath;
using TorchSharp;
using static TorchSharp.torch;

namespace Sweep.Torch.Measuring;

/// <summary>
/// Spectral norm of each layer's Jacobian factor by power iteration, as the native engine's probe measures it, all samples
/// side by side. A pooling is left out, as residual links and layer normalisations are.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="key">Key of the start vectors.</param>
/// <param name="device">Where it is computed.</param>
internal sealed unsafe class TorchJacobian(TorchNetwork network, RandomKey key, torch.Device device)
{
    private const int Rounds = 30;

    /// <summary>Measures after a forward pass in inference.</summary>
    /// <param name="meters">Where the norms and their products go.</param>
    public void Measure(LayerMeter[] meters)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var bound = 1.0;
        for (var number = network.Plan.Layers.Length; number >= 1; number--)
        {
            using var inner = NewDisposeScope();
            var layer = network.Layer(number);
            var norm = SpectralNorm(layer, layer.Plan.IsHidden ? Slopes(layer) : null);
            bound *= norm;
            meters[number - 1].JacobianNorm = (float)norm;
            meters[number - 1].JacobianBound = (float)bound;
        }
    }

    // φ′ of each unit in each sample, times the scale that a batch normalisation has in inference.
    private Tensor Slopes(LayerTensors layer)
    {
        var outputs = network.Outputs(layer.Plan.Number);
        var before = outputs.PreActivation.contiguous().cpu();
        var activated = outputs.Activated.contiguous().cpu();
        var slopes = ones_like(before);
        var parameter = layer.Slope is null ? layer.Plan.Parameter : layer.Slope.Number();
        ActivationKernels.Backward(
            layer.Plan.Kind, parameter, MirroredTensor.PointerTo(before), MirroredTensor.PointerTo(activated), MirroredTensor.PointerTo(slopes), checked((int)before.numel()));
        slopes = slopes.to(device);
        if (layer.Plan.Normalization is not Normalisation.BatchNorm batchNorm)
            return slopes;
        return slopes.mul_(layer.PerUnit(layer.Scale! / layer.Variances!.Plus(batchNorm.Epsilon).sqrt()));
    }

    private double SpectralNorm(LayerTensors layer, Tensor? slopes)
    {
        var samples = slopes?.shape[0] ?? 1;
        var start = new float[layer.Plan.Inputs];
        fixed (float* to = start)
            RandomKernels.Normal(key, RandomUse.PowerIteration, (uint)layer.Plan.Number, 0, to, start.Length);
        var v = layer.ShapeInputs(tensor(start).to(device).unsqueeze(0).expand(samples, start.Length));
        var norms = new double[samples];
        var open = Enumerable.Repeat(true, (int)samples).ToArray();
        for (var round = 0; round < Rounds && open.Any(one => one); round++)
        {
            using var scope = NewDisposeScope();
            var lengths = Lengths(v);
            for (var sample = 0; sample < samples; sample++)
            {
                if (open[sample] && (lengths[sample] == 0 || !double.IsFinite(lengths[sample])))
                    (norms[sample], open[sample]) = (lengths[sample], false);
            }

            var u = layer.Map(v / Spread(lengths, v), bias: false);
            if (slopes is not null)
                u *= slopes;
            var found = Lengths(u);
            for (var sample = 0; sample < samples; sample++)
            {
                if (!open[sample])
                    continue;
                open[sample] = Math.Abs(found[sample] - norms[sample]) > 1e-6 * found[sample];
                norms[sample] = found[sample];
            }

            v = layer.MapBack(slopes is null ? u : u * slopes).MoveToOuterDisposeScope();
        }

        return norms.Average();
    }

    private static double[] Lengths(Tensor x)
    {
        var squares = x.flatten(1).to(ScalarType.Float64).Squared().sum(1).cpu();
        return [.. squares.data<double>().Select(Math.Sqrt)];
    }

    private Tensor Spread(double[] lengths, Tensor like)
        => tensor(Array.ConvertAll(lengths, length => (float)length)).to(device).view([lengths.Length, .. Enumerable.Repeat(1L, (int)like.dim() - 1)]);
}
