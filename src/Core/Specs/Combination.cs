using Sweep.Core.Configuration;

namespace Sweep.Core.Specs;

/// <summary>One level of every factor.</summary>
/// <param name="Index">Its number, from 0: a pure function of the spec.</param>
/// <param name="Levels">The level's label for each factor, in the order of the factors.</param>
/// <param name="Config">The configuration it stands for.</param>
public sealed record Combination(long Index, IReadOnlyList<string> Levels, TrialConfig Config);
