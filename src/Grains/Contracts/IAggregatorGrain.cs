using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>Gathers one sweep's telemetry from all silos. Key: the sweep's id. It can be rebuilt from the record at any time.</summary>
[Alias("sweep.IAggregatorGrain")]
public interface IAggregatorGrain : IGrainWithStringKey
{
    /// <summary>Takes in one silo's totals so far. Lost, repeated and overtaken messages are harmless.</summary>
    [Alias("Merge")]
    Task MergeAsync(TelemetrySnapshot snapshot);

    /// <summary>Totals over all silos.</summary>
    [Alias("GetTotals")]
    Task<SweepTotals> GetTotalsAsync();
}
