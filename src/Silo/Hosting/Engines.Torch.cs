#if TORCH
using Sweep.Core.Configuration;
using Sweep.Torch;
using Sweep.Training;
using Sweep.Workers;

namespace Sweep.Silo.Hosting;

/// <summary>The engines of this build: Sweep's own, and TorchSharp, whose libraries are loaded where a trial wants them.</summary>
internal static class Engines
{
    /// <summary>Makes the set.</summary>
    public static EngineSet Create() => new(
        [new(Engine.Native, static () => new NativeTrainer()), new(Engine.Torch, static () => new TorchTrainer())],
        static () => TorchEngine.Load().CudaDevices);
}
#endif
