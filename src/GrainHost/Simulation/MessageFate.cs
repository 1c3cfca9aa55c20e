namespace Sweep.GrainHost.Simulation;

/// <summary>What becomes of a message.</summary>
/// <param name="Arrives">After how long it arrives; null where it is lost.</param>
/// <param name="ArrivesAgain">After how long it arrives a second time; null where it does not.</param>
public readonly record struct MessageFate(TimeSpan? Arrives, TimeSpan? ArrivesAgain = null);
