using Sweep.Training.Planning;
using Sweep.Training.Running;
using Sweep.Training.VectorMath;
using TorchSharp;
using static TorchSharp.torch;

namespace Sweep.Torch.Network;

/// <summary>Dropout by the masks that the native engine draws. A mask keeps its memory until the next step's is drawn, as the backward pass needs it.</summary>
internal sealed unsafe class DropoutMasks : IDisposable
{
    /// <summary>SELU's limit for x → −∞: −scale·alpha.</summary>
    private const double SeluLimit = -1.7580993408473766;

    private readonly RandomDraws _draws;
    private readonly torch.Device _device;
    private readonly MirroredTensor? _input;
    private readonly MirroredTensor?[] _plain;
    private readonly MirroredTensor?[] _alpha;
    private readonly NetworkPlan _plan;

    /// <summary>Takes memory for every mask.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="draws">Where masks come from.</param>
    /// <param name="batch">Greatest number of samples.</param>
    /// <param name="device">Where tensors are.</param>
    public DropoutMasks(NetworkPlan plan, RandomDraws draws, int batch, torch.Device device)
    {
        _plan = plan;
        _draws = draws;
        _device = device;
        var columns = (long)NetworkPlan.Pad(batch);
        if (plan.InputDropout > 0)
            _input = new MirroredTensor(columns * NetworkPlan.Pad(plan.Features), CPU);
        _plain = [.. plan.Layers.Select(layer => layer.Dropout > 0 ? new MirroredTensor(layer.Units * columns, CPU) : null)];
        _alpha = [.. plan.Layers.Select(layer => layer.AlphaDropout > 0 ? new MirroredTensor(layer.Units * columns, CPU) : null)];
    }

    /// <summary>Drops features.</summary>
    /// <param name="x">Samples × features.</param>
    /// <param name="columns">The samples, padded.</param>
    /// <param name="step">The step.</param>
    public Tensor DropInput(Tensor x, int columns, uint step)
    {
        if (_input is null)
            return x;
        var stride = NetworkPlan.Pad(_plan.Features);
        _draws.DropoutMask(0, step, _plan.InputDropout, RandomKernels.DropoutScale(_plan.InputDropout), _input.Pointer, columns * stride);
        return x * _input.Host.as_strided([x.shape[0], _plan.Features], [stride, 1]).to(_device);
    }

    /// <summary>Drops units of a layer, of a convolution whole channels: first plainly, then to SELU's limit.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">Samples × units, or maps of samples.</param>
    /// <param name="columns">The samples, padded.</param>
    /// <param name="step">The step.</param>
    public Tensor Drop(LayerPlan layer, Tensor x, int columns, uint step)
    {
        if (_plain[layer.Number - 1] is { } plain)
        {
            _draws.DropoutMask(layer.Number, step, layer.Dropout, RandomKernels.DropoutScale(layer.Dropout), plain.Pointer, checked(layer.Units * columns));
            x *= View(plain, layer, x.shape[0], columns);
        }

        if (_alpha[layer.Number - 1] is not { } alpha)
            return x;

        // Klambauer et al. 2017, section "New dropout technique": a·(x·d + α'(1−d)) + b keeps mean 0 and variance 1.
        var dropped = RandomKernels.QuantisedRate(layer.AlphaDropout);
        var kept = 1 - dropped;
        var a = 1 / Math.Sqrt(kept + (SeluLimit * SeluLimit * kept * dropped));
        var b = -a * dropped * SeluLimit;
        _draws.DropoutMask(layer.Number, step, layer.AlphaDropout, (float)a, alpha.Pointer, checked(layer.Units * columns), alpha: true);
        var mask = View(alpha, layer, x.shape[0], columns);
        // b where a unit is kept, a·α' + b where it is dropped.
        return (x * mask) + mask.Scaled(-SeluLimit).Increase((a * SeluLimit) + b);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var mask in (MirroredTensor?[])[_input, .. _plain, .. _alpha])
            mask?.Dispose();
    }

    // Masks are drawn unit by unit.
    private Tensor View(MirroredTensor mask, LayerPlan layer, long samples, int columns)
        => (layer.Convolution is null
            ? mask.Host.as_strided([samples, layer.Units], [1, columns])
            : mask.Host.as_strided([samples, layer.Units, 1, 1], [1, columns, 1, 1])).to(_device);
}
