using Sweep.Core.Specs;
using Sweep.Grains.Running;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>Plans that are compiled once.</summary>
public sealed class PlanCacheTests
{
    [Fact]
    public async Task Plan_is_made_once_from_the_record()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        await sweep.AddTo(store);
        var cache = new PlanCache(store);
        var (record, plan) = await cache.GetAsync(TestSweep.Id);
        Assert.Equal((TestSweep.Id, sweep.Plan.Hash), (record.Id, plan.Hash));
        Assert.Same(plan, (await cache.GetAsync(TestSweep.Id)).Plan);
    }

    [Fact]
    public async Task Failure_is_not_kept()
    {
        var sweep = new TestSweep();
        var store = new MemorySweepStore();
        var cache = new PlanCache(store);
        await Assert.ThrowsAsync<InvalidInputException>(() => cache.GetAsync(TestSweep.Id));
        await sweep.AddTo(store);
        Assert.Equal(sweep.Plan.Hash, (await cache.GetAsync(TestSweep.Id)).Plan.Hash);
    }

    [Fact]
    public async Task Spec_that_this_version_does_not_understand_is_refused_with_its_sweep_named()
    {
        var store = new MemorySweepStore();
        await store.CreateAsync(new(TestSweep.Id, "small", "name: small\nfrom_the_future: 1\n", "", "", 1, SweepState.Running, default, default, "99"));
        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => new PlanCache(store).GetAsync(TestSweep.Id));
        Assert.Contains(TestSweep.Id, refused.Message, StringComparison.Ordinal);
        Assert.Contains("from_the_future", refused.Message, StringComparison.Ordinal);
    }
}
