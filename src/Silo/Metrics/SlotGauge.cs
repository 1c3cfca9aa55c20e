using Sweep.Core.Results;

namespace Sweep.Silo.Metrics;

/// <summary>Where one training thread stands.</summary>
/// <param name="Busy">Whether it trains.</param>
/// <param name="Epochs">Epochs that its trial may have; 0 where it has none.</param>
/// <param name="Last">Last epoch of that trial; null before its first.</param>
public sealed record SlotGauge(bool Busy, int Epochs, EpochReport? Last);
