namespace Sweep.Workers.Hosting;

/// <summary>How workers are started and watched.</summary>
public sealed record WorkerOptions
{
    /// <summary>What to start.</summary>
    public required WorkerCommand Command { get; init; }

    /// <summary>
    /// Seconds without a single byte after which a worker counts as hung. It tells once a second that it lives, from a thread
    /// that does not train, so the length of an epoch does not matter. Counted in ticks of the watch and not by the clock, so
    /// that a process that stood still itself does not blame its workers.
    /// </summary>
    public int Silence { get; init; } = 60;

    /// <summary>
    /// Seconds for which a worker that was asked for something may use next to no processor time before it counts as hung.
    /// Whatever a training computes, it uses processor time; one that waits for a lock that nobody holds does not.
    /// </summary>
    public int Standstill { get; init; } = 300;

    /// <summary>How long a worker may take to give up a training, and to end, before it is killed. Less than the pool's patience with a thread.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);
}
