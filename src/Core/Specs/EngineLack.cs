using Sweep.Core.Configuration;

namespace Sweep.Core.Specs;

/// <summary>A technique that an engine lacks.</summary>
/// <param name="Engine">The engine that lacks it.</param>
/// <param name="Path">The field that asks for it.</param>
/// <param name="Technique">How a spec names it.</param>
/// <param name="Instead">The engine that has it.</param>
/// <param name="Reason">What the engine has instead.</param>
/// <param name="IsUsed">Whether a configuration asks for it.</param>
public sealed record EngineLack(Engine Engine, string Path, string Technique, Engine Instead, string Reason, Func<TrialConfig, bool> IsUsed);
