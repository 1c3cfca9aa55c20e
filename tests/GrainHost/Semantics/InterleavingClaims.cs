using Sweep.GrainHost.Tests.Fixture;
using Sweep.GrainHost.Tests.Semantics.Grains;

namespace Sweep.GrainHost.Tests.Semantics;

public sealed class InterleavingClaims : IAsyncLifetime
{
    private GrainFixture _host = null!;

    public async ValueTask InitializeAsync() => _host = await Fixtures.CreateAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_call_waits_for_the_one_before_it()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        var busy = grain.Wait("door");
        await _host.Probe.WhenReached("in door");
        var next = grain.Increment();
        await grain.Peek();
        Assert.False(next.IsCompleted);
        _host.Probe.Open("door");
        await busy;
        Assert.Equal(1, await next);
    }

    [Fact]
    public async Task An_always_interleaving_call_overtakes_a_running_and_a_queued_one()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        var busy = grain.Wait("door");
        await _host.Probe.WhenReached("in door");
        var queued = grain.Increment();
        Assert.Equal("peeked", await grain.Peek());
        Assert.False(queued.IsCompleted);
        _host.Probe.Open("door");
        await Task.WhenAll(busy, queued);
    }

    [Fact]
    public async Task Read_only_calls_interleave_with_each_other_and_a_write_waits()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        var first = grain.Read("one");
        await _host.Probe.WhenReached("in one");
        var write = grain.Increment();
        var second = grain.Read("two");
        await _host.Probe.WhenReached("in two");
        Assert.False(write.IsCompleted);
        _host.Probe.Open("one");
        _host.Probe.Open("two");
        await Task.WhenAll(first, second, write);
    }

    [Fact]
    public async Task Calls_of_a_reentrant_grain_interleave_at_awaits()
    {
        var grain = _host.GetGrain<IReentrantGrain>("a");
        var first = grain.Wait("one");
        await _host.Probe.WhenReached("in one");
        var second = grain.Wait("two");
        await _host.Probe.WhenReached("in two");
        _host.Probe.Open("two");
        await second;
        Assert.False(first.IsCompleted);
        _host.Probe.Open("one");
        await first;
    }

    [Fact]
    public async Task Turns_of_a_reentrant_grain_never_overlap()
    {
        var grain = _host.GetGrain<IReentrantGrain>("a");
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => grain.Turns(20))));
        Assert.Equal(100 * 20, await grain.Turned());
    }
}
