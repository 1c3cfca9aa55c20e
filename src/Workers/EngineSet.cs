using System.Collections.Frozen;
using Sweep.Core.Configuration;
using Sweep.Training;

namespace Sweep.Workers;

/// <summary>The engines that a build has.</summary>
/// <param name="engines">How each is made, at its first use: making one may load much.</param>
/// <param name="cudaDevices">Counts the devices that CUDA can use.</param>
public sealed class EngineSet(IEnumerable<KeyValuePair<Engine, Func<ITrainer>>> engines, Func<int> cudaDevices)
{
    private readonly FrozenDictionary<Engine, Lazy<ITrainer>> _engines
        = engines.ToFrozenDictionary(engine => engine.Key, engine => new Lazy<ITrainer>(engine.Value));

    /// <summary>Which engines there are, in order.</summary>
    public IReadOnlyList<Engine> Built => [.. _engines.Keys.Order()];

    /// <summary>Whether there is this engine.</summary>
    public bool Has(Engine engine) => _engines.ContainsKey(engine);

    /// <summary>An engine of this process.</summary>
    /// <exception cref="Core.Specs.InvalidInputException">The build does not have it.</exception>
    public ITrainer Get(Engine engine)
        => _engines.TryGetValue(engine, out var made) ? made.Value : throw EngineCheck.NotBuilt(engine, Built);

    /// <summary>Counts the devices that CUDA can use, with whatever has to be loaded for it.</summary>
    public int CountCudaDevices() => cudaDevices();
}
