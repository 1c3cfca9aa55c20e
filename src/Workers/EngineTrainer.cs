using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training;
using Sweep.Training.Data;
using Sweep.Workers.Hosting;

namespace Sweep.Workers;

/// <summary>
/// Gives each trial to the engine that its spec asks for: the native one in this process, or in a worker process where that
/// is wished; any other in a worker process always, for native code can end the process that it runs in.
/// </summary>
/// <param name="engines">Engines of this build.</param>
/// <param name="isolated">Trains in worker processes.</param>
/// <param name="isolateNative">Whether the native engine trains there too.</param>
public sealed class EngineTrainer(EngineSet engines, IsolatedTrainer isolated, bool isolateNative) : ITrainer
{
    /// <inheritdoc/>
    public ITrainer For(TrialSite site)
    {
        ArgumentNullException.ThrowIfNull(site);
        var engine = site.Trial.Combination.Config.Training.Engine;
        // Asked for here too: a silo may meet a trial that a better equipped one has taken in.
        if (!engines.Has(engine))
            throw EngineCheck.NotBuilt(engine, engines.Built);
        return engine == Engine.Native && !isolateNative ? engines.Get(engine) : isolated.For(site);
    }

    /// <summary>Refuses: which engine it is depends on the trial.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public ITrainingRun Start(TrialConfig config, PreparedData data, RandomKey key) => throw NoSite();

    /// <summary>Refuses: which engine it is depends on the trial.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public ITrainingRun Resume(TrialConfig config, PreparedData data, RandomKey key, ReadOnlySpan<byte> checkpoint) => throw NoSite();

    private static InvalidOperationException NoSite() => new($"A training is made by {nameof(For)}.");
}
