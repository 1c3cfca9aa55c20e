using System.Collections.Concurrent;

namespace Sweep.GrainHost.Tests.Fixture;

/// <summary>What a test and its grains share: marks that grains reach, doors that they wait at, and a log.</summary>
public sealed class Probe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _marks = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _doors = [];
    private readonly ConcurrentDictionary<string, int> _counts = [];

    public ConcurrentQueue<string> Log { get; } = [];

    public void Reach(string mark) => Of(_marks, mark).TrySetResult();

    public Task WhenReached(string mark) => Within(Of(_marks, mark).Task, $"mark '{mark}'");

    public bool HasReached(string mark) => Of(_marks, mark).Task.IsCompleted;

    public Task AtDoor(string door) => Of(_doors, door).Task;

    public void Open(string door) => Of(_doors, door).TrySetResult();

    public int Count(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    public int Counted(string what) => _counts.GetValueOrDefault(what);

    /// <summary>A test never waits for ever; what it waited for is said.</summary>
    public static async Task Within(Task task, string what)
    {
        if (await Task.WhenAny(task, Task.Delay(TimeSpan.FromMinutes(2))) != task)
            throw new TimeoutException($"Waited 2 minutes for {what}.");
        await task;
    }

    private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> all, string name)
        => all.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
