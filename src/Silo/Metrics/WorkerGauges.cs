namespace Sweep.Silo.Metrics;

/// <summary>Where a silo's training threads stand.</summary>
/// <param name="Queued">Trials that wait for a free thread.</param>
/// <param name="Busy">Threads that train.</param>
/// <param name="Total">All threads.</param>
public sealed record WorkerGauges(long Queued, long Busy, long Total)
{
    /// <summary>Each thread, in order.</summary>
    public IReadOnlyList<SlotGauge> Slots { get; init; } = [];
}
