#if !TORCH
using Sweep.Core.Configuration;
using Sweep.Training;
using Sweep.Workers;

namespace Sweep.Silo.Hosting;

/// <summary>The engines of this build: Sweep's own alone.</summary>
internal static class Engines
{
    /// <summary>Makes the set.</summary>
    public static EngineSet Create() => new([new(Engine.Native, static () => new NativeTrainer())], static () => 0);
}
#endif
