namespace Sweep.Torch;

/// <summary>What this machine offers the engine.</summary>
/// <param name="Version">Version of libtorch.</param>
/// <param name="CudaDevices">Graphics cards that CUDA can use; 0 where there is none.</param>
public sealed record TorchFacts(string Version, int CudaDevices)
{
    /// <summary>Whether a trial may ask for <c>device: cuda</c>.</summary>
    public bool HasCuda => CudaDevices > 0;
}
