using Sweep.Core.Configuration;
using Sweep.Torch.Network;
using Sweep.Training.Planning;
using static TorchSharp.torch;

namespace Sweep.Torch.Updating;

/// <summary>Tames gradients between the backward pass and the update, before penalties are added.</summary>
/// <param name="clip">How.</param>
/// <param name="network">The network.</param>
internal sealed class TorchClip(Clip clip, TorchNetwork network)
{
    private readonly Tensor _gradients = network.Gradients.Tensor;
    private readonly Tensor _parameters = network.Parameters.Tensor;

    /// <summary>What each layer's gradient norm was multiplied by, all in all; 1 where clipping changed nothing.</summary>
    public double[] Factors { get; } = [.. Enumerable.Repeat(1.0, network.Plan.Layers.Length)];

    /// <summary>Clips in place.</summary>
    /// <param name="norms">Norm of each layer's gradient, all its parameters.</param>
    public void Apply(ReadOnlySpan<double> norms)
    {
        if (clip is Clip.None)
            return;
        using var scope = NewDisposeScope();
        switch (clip)
        {
            case Clip.Value value:
                ClipValues(value.Limit, norms);
                break;
            case Clip.Norm norm:
                var sum = 0.0;
                foreach (var one in norms)
                    sum += one * one;
                var scale = ScaleFor(norm.Limit, Math.Sqrt(sum));
                Array.Fill(Factors, scale);
                if (scale != 1)
                    _gradients.Scale(scale);
                break;
            case Clip.LayerNorm norm:
                foreach (var layer in network.Plan.Layers)
                {
                    var factor = Factors[layer.Number - 1] = ScaleFor(norm.Limit, norms[layer.Number - 1]);
                    if (factor != 1)
                        Of(layer).Scale(factor);
                }

                break;
            case Clip.Adaptive adaptive:
                // All but the output layer.
                foreach (var layer in network.Plan.Layers[..^1])
                    ClipUnits(layer, adaptive, norms[layer.Number - 1]);
                break;
        }
    }

    private static float ScaleFor(double limit, double norm) => (float)Math.Min(1, limit / (norm + 1e-6));

    private Tensor Of(LayerPlan layer) => _gradients.narrow(0, layer.Start, layer.Length);

    private void ClipValues(double limit, ReadOnlySpan<double> norms)
    {
        var bites = network.Plan.Layers.Select(layer => Of(layer).abs().max().Number() > (float)limit).ToArray();
        _gradients.Within(limit);
        foreach (var layer in network.Plan.Layers)
            Factors[layer.Number - 1] = bites[layer.Number - 1] ? Of(layer).norm().Number() / norms[layer.Number - 1] : 1;
    }

    // Brock et al. 2021, equation 3, with norms as in their published code: a row of a matrix is a unit, a vector is one.
    private void ClipUnits(LayerPlan layer, Clip.Adaptive adaptive, double norm)
    {
        var bites = false;
        foreach (var segment in layer.Segments)
        {
            long[] size = [segment.Rows, segment.Stride], strides = [segment.Stride, 1];
            var gradients = _gradients.as_strided(size, strides, segment.Offset);
            var most = _parameters.as_strided(size, strides, segment.Offset).norm(1, keepdim: true).AtLeast(adaptive.Epsilon).Scale(adaptive.Factor);
            var unit = gradients.norm(1, keepdim: true);
            var exceeds = unit.gt(most);
            if (!exceeds.any().cpu().item<bool>())
                continue;
            gradients.mul_(where(exceeds, most / unit, ones_like(unit)));
            bites = true;
        }

        Factors[layer.Number - 1] = bites ? Of(layer).norm().Number() / norm : 1;
    }
}
