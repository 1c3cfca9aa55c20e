using Orleans.Runtime;

namespace Sweep.GrainHost;

/// <summary>One turn that has ended.</summary>
/// <param name="Grain">The grain whose turn it was.</param>
/// <param name="Duration">How long it held its thread.</param>
public readonly record struct GrainTurn(GrainId Grain, TimeSpan Duration);
