using Sweep.Core.Configuration;
using Sweep.Core.Specs.Binding;

namespace Sweep.Core.Specs;

/// <summary>
/// What each engine lacks, in one table. What does not stand here both engines have, with the same numbers. Whether a build
/// or a machine has an engine or a device at all is asked where trials run.
/// </summary>
public static class EngineRules
{
    /// <summary>Every technique that an engine lacks.</summary>
    public static IReadOnlyList<EngineLack> Lacks { get; } =
    [
        new(Engine.Native, "model.conv", "conv", Engine.Torch, "the native engine has dense layers alone", c => c.Model.Conv.Count > 0),
        new(Engine.Native, "training.device", "device cuda", Engine.Torch, "the native engine computes on the processor alone", c => c.Training.Device == Device.Cuda),
    ];

    /// <summary>All that a configuration asks of its engine and the engine lacks, with the engine that has it.</summary>
    public static IReadOnlyList<RuleViolation> Check(TrialConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return Check(config, config.Training.Engine);
    }

    /// <summary>All that a configuration asks for and this engine lacks, whatever engine the configuration names.</summary>
    public static IReadOnlyList<RuleViolation> Check(TrialConfig config, Engine engine)
    {
        ArgumentNullException.ThrowIfNull(config);
        return [.. Lacks.Where(l => l.Engine == engine && l.IsUsed(config)).Select(l => new RuleViolation(l.Path, $"{l.Technique} needs engine {Name(l.Instead)}; {l.Reason}"))];
    }

    /// <summary>An engine as a spec names it.</summary>
    public static string Name(Engine engine) => SnakeCase.Of(engine.ToString());
}
