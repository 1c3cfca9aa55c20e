using Sweep.GrainHost.Seams;

namespace Sweep.Grains.Tests.Fixture;

/// <summary>
/// Runs turns one at a time, in the order they were asked for: a sweep's trials reach the pool in the order of their
/// indices, which threads that are preempted between two turns would change.
/// </summary>
internal sealed class TurnsInOrder : ITurnScheduler, IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private readonly Queue<IThreadPoolWorkItem> _waiting = [];
    private bool _runs;

    public int TurnsAtATime => 1;

    public void Schedule(IThreadPoolWorkItem turns)
    {
        lock (_gate)
        {
            _waiting.Enqueue(turns);
            if (_runs)
                return;
            _runs = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Execute()
    {
        while (Next() is { } turns)
            turns.Execute();
    }

    private IThreadPoolWorkItem? Next()
    {
        lock (_gate)
        {
            _runs = _waiting.TryDequeue(out var next);
            return next;
        }
    }
}
