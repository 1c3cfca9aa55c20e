using Sweep.Core.Randomness;
using Sweep.Training.Kernels;
using Sweep.Training.Network;
using Sweep.Training.Planning;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Running;

/// <summary>
/// Spectral norm of each layer's Jacobian factor diag(φ′)·W by power iteration, mean over a few fixed validation samples.
/// A batch normalisation is a scale of each unit in inference and belongs to the factor; a layer normalisation and
/// residual links are left out.
/// </summary>
internal sealed unsafe class JacobianProbe
{
    /// <summary>Validation samples probed: the first ones.</summary>
    public const int Samples = 4;

    /// <summary>Most rounds of a power iteration; the ratio of the two greatest singular values sets how far it gets.</summary>
    private const int Rounds = 30;

    private readonly NetworkPlan _plan;
    private readonly RandomKey _key;
    private readonly float* _derivatives;
    private readonly float* _slopes;
    private readonly float* _input;
    private readonly float* _output;

    /// <summary>Takes its memory.</summary>
    public JacobianProbe(NetworkPlan plan, RandomKey key, Arena arena)
    {
        _plan = plan;
        _key = key;
        var widest = NetworkPlan.Pad(plan.Widest);
        _derivatives = arena.Floats((long)widest * NetworkPlan.Lanes);
        _slopes = arena.Floats(widest);
        _input = arena.Floats(widest);
        _output = arena.Floats(widest);
    }

    /// <summary>Measures after a forward pass in inference.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">Samples of that pass that are probed.</param>
    /// <param name="columns">Floats from one unit's row to the next.</param>
    /// <param name="meters">Where the norms and their products go.</param>
    public void Measure(DenseNetwork network, int samples, int columns, LayerMeter[] meters)
    {
        var bound = 1.0;
        for (var number = _plan.Layers.Length; number >= 1; number--)
        {
            var layer = _plan.Layers[number - 1];
            var norm = 0.0;
            if (layer.IsHidden)
            {
                FindDerivatives(network, layer, columns);
                for (var sample = 0; sample < samples; sample++)
                {
                    for (var unit = 0; unit < layer.Outputs; unit++)
                        _slopes[unit] = _derivatives[((long)unit * columns) + sample];
                    norm += SpectralNorm(layer, network.Parameters) / samples;
                }
            }
            else
            {
                new Span<float>(_slopes, layer.Outputs).Fill(1);
                norm = SpectralNorm(layer, network.Parameters);
            }

            bound *= norm;
            meters[layer.Number - 1].JacobianNorm = (float)norm;
            meters[layer.Number - 1].JacobianBound = (float)bound;
        }
    }

    private void FindDerivatives(DenseNetwork network, LayerPlan layer, int columns)
    {
        var length = layer.Outputs * columns;
        var buffers = network.Buffers(layer.Number);
        new Span<float>(_derivatives, length).Fill(1);
        ActivationKernels.Backward(layer.Kind, network.ActivationParameter(layer), buffers.PreActivation, buffers.Activated, _derivatives, length);
        if (layer.Normalization is not Core.Configuration.Normalisation.BatchNorm batchNorm)
            return;
        for (var unit = 0; unit < layer.Outputs; unit++)
        {
            var deviation = MathF.Sqrt(network.Statistics.Variances(layer.Number)[unit] + (float)batchNorm.Epsilon);
            RowKernels.Scale(_derivatives + ((long)unit * columns), network.Parameters[layer.Scale.Offset + unit] / deviation, columns);
        }
    }

    private double SpectralNorm(LayerPlan layer, float* parameters)
    {
        var stride = layer.Weights.Stride;
        var weights = parameters + layer.Weights.Offset;
        new Span<float>(_input, stride).Clear();
        RandomKernels.Normal(_key, RandomUse.PowerIteration, (uint)layer.Number, 0, _input, layer.Inputs);
        var norm = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var length = Norms.Of(_input, stride);
            if (length == 0 || !double.IsFinite(length))
                return length;
            RowKernels.Scale(_input, (float)(1 / length), stride);
            for (var unit = 0; unit < layer.Outputs; unit++)
                _output[unit] = _slopes[unit] * (float)Reductions.DotDouble(weights + ((long)unit * stride), _input, stride);
            var found = Norms.Of(_output, layer.Outputs);
            if (Math.Abs(found - norm) <= 1e-6 * found)
                return found;
            norm = found;
            new Span<float>(_input, stride).Clear();
            for (var unit = 0; unit < layer.Outputs; unit++)
                RowKernels.AddScaled(_input, _slopes[unit] * _output[unit], weights + ((long)unit * stride), stride);
        }

        return norm;
    }
}
