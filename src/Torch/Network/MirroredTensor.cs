using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Sweep.Torch.Network;

/// <summary>A flat block of floats on a device with its image in this process's memory; on the processor they are one.</summary>
internal sealed unsafe class MirroredTensor : IDisposable
{
    /// <summary>Takes a block, all zero.</summary>
    public MirroredTensor(long floats, torch.Device device)
    {
        Floats = floats;
        // A tensor of nothing has no memory to point at.
        var length = Math.Max(1, floats);
        Host = zeros([length], ScalarType.Float32, CPU).DetachFromDisposeScope();
        Tensor = device.type == DeviceType.CPU ? Host : zeros([length], ScalarType.Float32, device).DetachFromDisposeScope();
        Pointer = PointerTo(Host);
    }

    /// <summary>How many.</summary>
    public long Floats { get; }

    /// <summary>The block where it is computed with.</summary>
    public Tensor Tensor { get; }

    /// <summary>The block's image; current after <see cref="Fetch"/>.</summary>
    public Tensor Host { get; }

    /// <summary>The image's first float.</summary>
    public float* Pointer { get; }

    /// <summary>The first float of a contiguous tensor in this process's memory, valid as long as the tensor.</summary>
    public static float* PointerTo(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));

    /// <summary>Brings the block to its image.</summary>
    public void Fetch()
    {
        if (!ReferenceEquals(Host, Tensor))
            Host.copy_(Tensor);
    }

    /// <summary>Brings the image to its block.</summary>
    public void Deliver()
    {
        if (!ReferenceEquals(Host, Tensor))
            Tensor.copy_(Host);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Tensor.Dispose();
        Host.Dispose();
    }
}
