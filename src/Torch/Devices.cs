using Sweep.Core.Specs;
using TorchSharp;
using Device = Sweep.Core.Configuration.Device;

namespace Sweep.Torch;

/// <summary>Where tensors are.</summary>
internal static class Devices
{
    /// <summary>The device that a configuration asks for.</summary>
    /// <exception cref="InvalidInputException">This machine has none.</exception>
    public static torch.Device For(Device device, TorchFacts facts)
    {
        if (device != Device.Cuda)
            return torch.CPU;
        if (!facts.HasCuda)
            throw new InvalidInputException([new Problem("config", 0, 0, "training.device: cuda needs a graphics card that libtorch can use, this machine and build have none; use cpu")]);
        return torch.CUDA;
    }
}
