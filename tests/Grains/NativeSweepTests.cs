using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Grains.Tests;

/// <summary>Sweeps that really train.</summary>
public sealed class NativeSweepTests
{
    [Fact]
    public async Task Digest_is_the_same_for_one_worker_and_for_three()
        => Assert.Equal(await DigestWith(workers: 1), await DigestWith(workers: 3));

    private static async Task<string> DigestWith(int workers)
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        await using var silo = await TestSilo.StartAsync(store, new NativeTrainer(), new DataProvider(), workers);
        Assert.Equal(12, (await silo.RunSweepAsync()).Completed);
        return await TestSweep.DigestOf(store);
    }
}
