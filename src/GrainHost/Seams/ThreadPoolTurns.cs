namespace Sweep.GrainHost.Seams;

/// <summary>Runs turns on the thread pool.</summary>
public sealed class ThreadPoolTurns : ITurnScheduler
{
    /// <inheritdoc/>
    public int TurnsAtATime => 64;

    /// <inheritdoc/>
    public void Schedule(IThreadPoolWorkItem turns) => ThreadPool.UnsafeQueueUserWorkItem(turns, preferLocal: true);
}
