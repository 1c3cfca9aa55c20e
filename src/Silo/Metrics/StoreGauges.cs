namespace Sweep.Silo.Metrics;

/// <summary>What a record has done so far.</summary>
/// <param name="StaleWrites">Writes refused because their attempt was stale.</param>
public sealed record StoreGauges(long StaleWrites);
