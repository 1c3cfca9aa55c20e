using Sweep.Torch;
using Sweep.Training;

namespace Sweep.Bench.Trial;

/// <summary>The engines of this build.</summary>
internal static class Trainers
{
    /// <summary>The engine of this name; null where there is none.</summary>
    public static ITrainer? Of(string name) => name switch
    {
        "native" => new NativeTrainer(),
        "torch" => new TorchTrainer(),
        _ => null,
    };
}
