using Sweep.Grains.Contracts;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>The same claims over the record on disk.</summary>
public sealed class SqliteSweepTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sweep-grains-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Sweep_on_disk_has_the_digest_of_one_in_memory()
    {
        var sweep = new TestSweep();
        await using var store = await Open();
        await sweep.AddTo(store);
        await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep), workers: 3);
        Assert.Equal(new(SweepPhase.Finished, 12, 12, 0, 0, 0, 0, null), await silo.RunSweepAsync());
        Assert.Equal(await sweep.UndisturbedDigest(), await TestSweep.DigestOf(store));
        await TestSweep.AssertWhole(store);
        Assert.Equal(0, store.StaleWritesRefused);
    }

    [Fact]
    public async Task Sweep_paused_and_resumed_from_a_reopened_file_has_the_digest_of_one_never_paused()
    {
        var sweep = new TestSweep();
        using var doors = new Doors();
        await using (var store = await Open())
        {
            await sweep.AddTo(store);
            await using var silo = await TestSilo.StartAsync(store, new FakeTrainer(sweep) { BeforeEpoch = doors.Wait }, workers: 2, "first");
            await silo.StartSweepAsync();
            for (var trial = 0; trial < 5; trial++)
                doors.Open(trial);
            await doors.WhenAt(5);
            Assert.Equal(SweepPhase.Paused, (await silo.PauseSweepAsync()).Phase);
        }

        await using var reopened = await Open();
        Assert.Equal(SweepState.Paused, await TestSweep.StateOf(reopened));
        await using var second = await TestSilo.StartAsync(reopened, new FakeTrainer(sweep), workers: 1, "second");
        Assert.Equal(12, (await second.RunSweepAsync()).Completed);
        Assert.Equal(await sweep.UndisturbedDigest(), await TestSweep.DigestOf(reopened));
        await TestSweep.AssertWhole(reopened);
    }

    private Task<SqliteSweepStore> Open() => SqliteSweepStore.OpenAsync(Path.Combine(_folder.FullName, "sweeps.db"), StoreAccess.ReadWrite, TimeProvider.System);
}
