using System.Collections.Concurrent;

namespace Sweep.Grains.Tests.Fixture;

/// <summary>Doors before trainings, one for each trial, closed until opened. A training that comes to one is announced.</summary>
internal sealed class Doors : IDisposable
{
    private readonly ConcurrentDictionary<long, ManualResetEventSlim> _doors = [];
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _arrivals = [];

    /// <summary>Waits, on the trainer's thread, before the first epoch.</summary>
    public void Wait(FakeEpoch epoch)
    {
        if (epoch.Epoch > 1)
            return;
        Announce(epoch);
        Door(epoch.Trial).Wait(epoch.Cancellation);
    }

    /// <summary>Announces a training without holding it up.</summary>
    public void Announce(FakeEpoch epoch) => Arrival(epoch.Trial).TrySetResult();

    public void Open(long trial) => Door(trial).Set();

    public Task WhenAt(long trial) => Waits.Within(Arrival(trial).Task, $"trial {trial} to begin to train");

    public bool IsAt(long trial) => Arrival(trial).Task.IsCompleted;

    public void Dispose()
    {
        foreach (var (_, door) in _doors)
            door.Dispose();
    }

    private ManualResetEventSlim Door(long trial) => _doors.GetOrAdd(trial, _ => new());

    private TaskCompletionSource Arrival(long trial)
        => _arrivals.GetOrAdd(trial, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
