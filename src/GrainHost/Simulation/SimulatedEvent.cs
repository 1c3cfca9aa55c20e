namespace Sweep.GrainHost.Simulation;

/// <summary>Something that is to happen.</summary>
/// <param name="Owner">The silo that it happens on, and dies with; null where it is none's.</param>
/// <param name="Action">What happens.</param>
internal readonly record struct SimulatedEvent(SimulatedSilo? Owner, Action Action);
