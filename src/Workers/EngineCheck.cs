using Sweep.Core.Configuration;
using Sweep.Core.Specs;

namespace Sweep.Workers;

/// <summary>Holds a plan against the engines of this build and the devices of this machine, before anything is written.</summary>
public static class EngineCheck
{
    /// <summary>Holds a plan against engines and devices.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="built">Engines of this build.</param>
    /// <param name="cudaDevices">Counts the CUDA devices of this machine by torch, which shows that it can be loaded; asked only where the plan wants it.</param>
    /// <exception cref="InvalidInputException">The plan asks for what there is not.</exception>
    public static void Check(SweepPlan plan, IReadOnlyList<Engine> built, Func<int> cudaDevices)
    {
        ArgumentNullException.ThrowIfNull(cudaDevices);
        var asked = EngineUse.Of(plan);
        foreach (var (engine, _) in asked)
        {
            if (!built.Contains(engine))
                throw NotBuilt(engine, built);
        }

        if (asked.Any(each => each.Engine == Engine.Torch) && cudaDevices() == 0 && asked.Any(each => each.Device == Device.Cuda))
            throw new InvalidInputException("training.device is 'cuda', but CUDA finds no device on this machine; allowed here: cpu");
    }

    /// <summary>Says that an engine is not in this build, and how to get it.</summary>
    internal static InvalidInputException NotBuilt(Engine engine, IReadOnlyList<Engine> built)
        => new($"training.engine is '{EngineRules.Name(engine)}', but this build has only {string.Join(" and ", built.Select(EngineRules.Name))}; build Sweep with -p:Torch=true to have torch");
}
