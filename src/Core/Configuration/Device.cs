namespace Sweep.Core.Configuration;

/// <summary>Where an engine computes.</summary>
public enum Device
{
    /// <summary>The processor, one thread a trial.</summary>
    Cpu,

    /// <summary>A graphics card that CUDA can use.</summary>
    Cuda,
}
