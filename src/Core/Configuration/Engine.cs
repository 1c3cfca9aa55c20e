namespace Sweep.Core.Configuration;

/// <summary>What trains networks. Both engines draw the same weights, batches and masks.</summary>
public enum Engine
{
    /// <summary>Kernels of Sweep's own: the same bits on every processor.</summary>
    Native,

    /// <summary>TorchSharp: convolutions too; in builds made with it alone.</summary>
    Torch,
}
