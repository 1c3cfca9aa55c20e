using Sweep.Grains.Contracts;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>Messages are delivered at most once; a sweep ends whichever is lost.</summary>
public sealed class LostMessageTests
{
    [Theory]
    [InlineData(nameof(ISweepGrain.TrialFinishedAsync))]
    [InlineData(nameof(ITrialGrain.BeginAsync))]
    [InlineData(nameof(ITrialGrain.EndAsync))]
    [InlineData(nameof(ITrialGrain.ReportAsync))]
    public async Task Sweep_ends_with_the_same_digest_though_a_message_is_lost(string method)
    {
        // Time runs fast here, so that calls may time out that were not lost.
        var sweep = new TestSweep(maxAttempts: 100);
        var whole = await sweep.UndisturbedDigest();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        var router = new LossyRouter();
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep), workers: 2, change: options => router.Use(options with { CollectionAge = Timeout.InfiniteTimeSpan }));
        router.LoseNext(method);
        var started = silo.Sweep.StartAsync();
        await router.WhenLost;
        await Waits.Until(
            async () =>
            {
                silo.Time.Advance(TimeSpan.FromSeconds(1));
                return await TestSweep.StateOf(store) == SweepState.Finished;
            },
            $"the sweep to end without its {method}");
        // Whoever started it may have been told that the answer takes too long; the sweep goes on all the same.
        await silo.AdvanceUntil(() => started.IsCompleted, "the start to be answered");
        Assert.Equal(12, (await silo.WhenAsync(SweepPhase.Finished)).Completed);
        Assert.Equal(whole, await TestSweep.DigestOf(store));
        await TestSweep.AssertWhole(store);
    }
}
