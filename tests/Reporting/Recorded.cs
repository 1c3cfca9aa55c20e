using Sweep.Core.Results;
using Sweep.Storage;

namespace Sweep.Reporting.Tests;

/// <summary>A sweep in a record in memory, with the trials that a test adds.</summary>
internal static class Recorded
{
    public const string Id = "s1";

    public static SweepRecord Sweep(long trials) => new(
        Id, "fake", "name: fake\n", new('0', 64), "/", trials, SweepState.Finished,
        new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), new(2026, 1, 2, 4, 0, 0, TimeSpan.Zero), "0.1.0");

    public static MemorySweepStore Store(long trials)
    {
        var store = new MemorySweepStore();
        Assert.True(Done(store.CreateAsync(Sweep(trials))));
        return store;
    }

    /// <summary>Adds a trial, with its result where it has one.</summary>
    public static void Add(this MemorySweepStore store, long index, TrialResult? result, params EpochReport[] epochs)
    {
        var started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddSeconds(index);
        var attempt = Done(store.ClaimAsync(Id, index, "host", started, TimeSpan.FromSeconds(30))).Attempt;
        Assert.True(Done(store.AppendEpochsAsync(Id, index, attempt, epochs)));
        if (result is not null)
            Assert.True(Done(store.FinishAsync(Id, index, attempt, new(result, CanonicalResult.Digest(epochs, result), started, 1.5, "host/0"))));
    }

    // A record in memory has done what it is asked when it answers.
    private static T Done<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }
}
