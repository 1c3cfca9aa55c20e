namespace Sweep.Silo.Metrics;

/// <summary>What a host of grains has done so far and holds now.</summary>
/// <param name="Calls">Calls sent so far.</param>
/// <param name="Timeouts">Calls so far whose caller gave up waiting.</param>
/// <param name="Activations">Activations in memory.</param>
public sealed record GrainGauges(long Calls, long Timeouts, long Activations);
