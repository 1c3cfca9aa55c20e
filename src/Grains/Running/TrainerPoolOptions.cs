namespace Sweep.Grains.Running;

/// <summary>How large a pool of trainers is.</summary>
/// <param name="Workers">Threads that train.</param>
public sealed record TrainerPoolOptions(int Workers)
{
    /// <summary>
    /// Trials in flight at a time; null for three a worker. Trials that are over within milliseconds want more, since each
    /// waits for several commits of the record: about trials a second times four commits' time.
    /// </summary>
    public int? Window { get; init; }
}
