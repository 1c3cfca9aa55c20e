using static TorchSharp.torch;

namespace Sweep.Torch.Network;

/// <summary>What a forward pass leaves in one layer; some of it may be the same tensor.</summary>
internal sealed class LayerOutputs : IDisposable
{
    /// <summary>Keeps tensors beyond the scope they were made in.</summary>
    public LayerOutputs(Tensor preActivation, Tensor activated, Tensor output)
    {
        PreActivation = preActivation;
        Activated = activated;
        Output = output;
        preActivation.DetachFromDisposeScope();
        activated.DetachFromDisposeScope();
        output.DetachFromDisposeScope();
    }

    /// <summary>What the activation is applied to.</summary>
    public Tensor PreActivation { get; }

    /// <summary>φ of it.</summary>
    public Tensor Activated { get; }

    /// <summary>What the layer behind reads: normalised, pooled, dropped, linked.</summary>
    public Tensor Output { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        PreActivation.Dispose();
        Activated.Dispose();
        Output.Dispose();
    }
}
