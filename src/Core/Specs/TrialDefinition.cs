using Sweep.Core.Randomness;

namespace Sweep.Core.Specs;

/// <summary>One combination × one replicate.</summary>
/// <param name="Index">Number of the trial: replicate × combinations + combination, so that more replicates keep all numbers.</param>
/// <param name="Combination">The combination.</param>
/// <param name="Replicate">The replicate, from 0.</param>
/// <param name="Key">Key of all its random numbers; the same for all combinations of a replicate.</param>
public sealed record TrialDefinition(long Index, Combination Combination, int Replicate, RandomKey Key);
