using System.Collections.Concurrent;

namespace Sweep.Workers.Hosting;

/// <summary>
/// The worker processes of a pool's slots: one a slot, started at its first need, used by one training at a time, kept for
/// the next one, and replaced when it is gone. Safe on any thread.
/// </summary>
/// <param name="options">How workers are started and watched.</param>
/// <param name="time">Paces the watch.</param>
/// <param name="meter">Told of starts and ends; null where nobody asks.</param>
internal sealed class WorkerSlots(WorkerOptions options, TimeProvider time, IWorkerMeter? meter) : IDisposable
{
    private readonly ConcurrentDictionary<(int Slot, string? Device), WorkerProcess> _idle = new();
    private readonly ConcurrentDictionary<WorkerProcess, int> _all = new();
    private volatile bool _disposed;

    /// <summary>The process of each slot that has one.</summary>
    public IReadOnlyList<(int Slot, int ProcessId)> Processes => [.. _all.Where(entry => entry.Key.IsUsable).Select(entry => (entry.Value, entry.Key.Id)).Order()];

    /// <summary>The slot's worker, out of everybody else's reach until it is given back.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="device">What the worker may see of CUDA's devices; null for all that this process sees.</param>
    /// <param name="gone">Told of a worker that ended while it waited.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="WorkerException">No worker can be started.</exception>
    public WorkerProcess Rent(int slot, string? device, Action<WorkerProcess> gone, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_idle.TryRemove((slot, device), out var waiting))
        {
            if (waiting.IsUsable)
                return waiting;
            gone(waiting);
            Forget(waiting);
        }

        // A slot has one process: one for another device gives way.
        foreach (var other in _idle.Keys.Where(key => key.Slot == slot))
        {
            if (_idle.TryRemove(other, out var left))
                Forget(left);
        }

        var worker = WorkerProcess.Start(options, device, time, meter, cancellation);
        _all[worker] = slot;
        return worker;
    }

    /// <summary>Gives a worker back, for the slot's next training.</summary>
    public void Return(int slot, string? device, WorkerProcess worker)
    {
        if (_disposed || !worker.IsUsable || !_idle.TryAdd((slot, device), worker))
            Forget(worker);
        else if (_disposed && _idle.TryRemove((slot, device), out var late))
            Forget(late);
    }

    /// <summary>Ends a worker that is of no more use.</summary>
    public void Discard(WorkerProcess worker) => Forget(worker);

    /// <summary>Ends all workers, also those that train.</summary>
    public void Dispose()
    {
        _disposed = true;
        // All are told before any is waited for.
        foreach (var worker in _all.Keys)
            worker.LetGo();
        foreach (var worker in _all.Keys)
            Forget(worker);
        _idle.Clear();
    }

    private void Forget(WorkerProcess worker)
    {
        _all.TryRemove(worker, out _);
        worker.Dispose();
    }
}
