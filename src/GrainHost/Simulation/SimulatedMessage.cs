using Orleans.Runtime;

namespace Sweep.GrainHost.Simulation;

/// <summary>A message that is about to leave.</summary>
/// <param name="Kind">What it carries.</param>
/// <param name="From">The silo that sends it.</param>
/// <param name="To">The silo it goes to; another one.</param>
/// <param name="Grain">The grain that is called.</param>
/// <param name="Method">The method that is called.</param>
public readonly record struct SimulatedMessage(MessageKind Kind, SimulatedSilo From, SimulatedSilo To, GrainId Grain, string Method);
