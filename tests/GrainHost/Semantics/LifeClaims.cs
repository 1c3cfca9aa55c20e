using Sweep.GrainHost.Tests.Fixture;
using Sweep.GrainHost.Tests.Semantics.Grains;

namespace Sweep.GrainHost.Tests.Semantics;

/// <summary>Activation and deactivation.</summary>
public sealed class LifeClaims : IAsyncLifetime
{
    private GrainFixture _host = null!;

    public async ValueTask InitializeAsync() => _host = await Fixtures.CreateAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_grain_is_activated_by_its_first_call_and_only_once()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        Assert.Empty(_host.Probe.Log);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(grain.Increment)));
        Assert.Equal(["a on 1"], _host.Probe.Log);
    }

    [Fact]
    public async Task Deactivating_on_idle_ends_the_activation_and_the_next_call_begins_another()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        await grain.Leave();
        await _host.Probe.WhenReached("a off 1");
        Assert.Equal(2, await grain.Life());
        Assert.Equal(["a on 1", "a off 1 ApplicationRequested", "a on 2"], _host.Probe.Log);
    }

    [Fact]
    public async Task Calls_queued_at_a_deactivation_go_to_the_next_activation()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        var busy = grain.LeaveThenWait("door");
        await _host.Probe.WhenReached("in door");
        var queued = Enumerable.Range(0, 10).Select(_ => grain.Life()).ToList();
        _host.Probe.Open("door");
        await busy;
        Assert.All(await Task.WhenAll(queued), life => Assert.Equal(2, life));
        Assert.Equal(["a on 1", "a off 1 ApplicationRequested", "a on 2"], _host.Probe.Log);
    }

    [Fact]
    public async Task An_exception_while_activating_reaches_the_caller_and_the_next_call_tries_again()
    {
        var grain = _host.GetGrain<IFragileGrain>("activation");
        var call = grain.Ping();
        await _host.Probe.WhenReached("activating activation");
        _host.Probe.Open("activation");
        Assert.Equal("No life today.", (await Assert.ThrowsAsync<InvalidOperationException>(() => call)).Message);
        Assert.Equal(2, await grain.Ping());
    }

    [Fact]
    public async Task An_exception_in_a_constructor_reaches_the_caller()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => _host.GetGrain<IBrokenGrain>("constructor").Ping());
        Assert.Contains("Not even made.", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_while_deactivating_does_not_keep_the_grain_alive()
    {
        var grain = _host.GetGrain<IFragileGrain>("deactivation");
        await grain.Leave();
        await _host.Probe.WhenReached("deactivating deactivation");
        Assert.Equal(2, await grain.Ping());
    }

    [Fact]
    public async Task Stopping_deactivates_every_grain_with_the_reason()
    {
        await _host.GetGrain<IWorkerGrain>("a").Increment();
        await _host.GetGrain<IWorkerGrain>("b").Increment();
        await _host.StopAsync();
        Assert.Equal(["a off 1 ShuttingDown", "b off 1 ShuttingDown"], _host.Probe.Log.Where(line => line.Contains("off", StringComparison.Ordinal)).Order());
    }
}
