using Sweep.GrainHost.Tests.Fixture;
using Sweep.GrainHost.Tests.Semantics.Grains;

namespace Sweep.GrainHost.Tests.Semantics;

public sealed class TimerClaims : IAsyncLifetime
{
    private GrainFixture _host = null!;
    private ITimerGrain _grain = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await Fixtures.CreateAsync();
        _grain = _host.GetGrain<ITimerGrain>("t");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_timer_ticks_on_the_grain_again_and_again()
    {
        await _grain.Start("plain", 0.2);
        for (var tick = 1; tick <= 3; tick++)
        {
            await _host.AdvanceAsync(0.25);
            await _host.Probe.WhenReached($"tick {tick}");
            await _grain.Ping();
        }

        Assert.DoesNotContain("off the grain", _host.Probe.Log);
    }

    [Fact]
    public async Task A_timer_does_not_tick_during_a_call()
    {
        var call = _grain.Wait("door");
        await _host.Probe.WhenReached("in door");
        await _grain.Start("plain", 0.2);
        await _host.AdvanceAsync(0.5);
        Assert.Equal(0, await _grain.Ticks());
        _host.Probe.Open("door");
        await call;
        await _host.Probe.WhenReached("tick 1");
    }

    [Fact]
    public async Task An_interleaving_timer_ticks_during_a_call()
    {
        await _grain.Start("interleave", 0.2);
        var call = _grain.Wait("door");
        await _host.Probe.WhenReached("in door");
        await _host.AdvanceAsync(0.25);
        await _host.Probe.WhenReached("tick 1");
        Assert.False(call.IsCompleted);
        _host.Probe.Open("door");
        await call;
    }

    [Fact]
    public async Task A_call_waits_while_a_timer_ticks()
    {
        await _grain.Start("door", 0.2);
        await _host.AdvanceAsync(0.25);
        await _host.Probe.WhenReached("tick 1");
        var call = _grain.Ping();
        await _grain.Ticks();
        Assert.False(call.IsCompleted);
        _host.Probe.Open("tick 1");
        await call;
    }

    [Fact]
    public async Task A_timer_survives_an_exception()
    {
        await _grain.Start("fail", 0.2);
        await _host.AdvanceAsync(0.25);
        await _host.Probe.WhenReached("tick 1");
        await _grain.Ping();
        await _host.AdvanceAsync(0.25);
        await _host.Probe.WhenReached("tick 2");
    }

    [Fact]
    public async Task A_period_counts_from_the_end_of_a_tick()
    {
        // So long that a machine that does much else gets through two calls in it, where time is real.
        await _grain.Start("door", 2);
        await _host.AdvanceAsync(2.1);
        await _host.Probe.WhenReached("tick 1");
        await _host.AdvanceAsync(3);
        _host.Probe.Open("tick 1");
        await _grain.Ping();
        await _host.AdvanceAsync(0.1);
        await _grain.Ping();
        Assert.Equal(1, await _grain.Ticks());
        await _host.AdvanceAsync(2);
        await _host.Probe.WhenReached("tick 2");
        _host.Probe.Open("tick 2");
    }

    [Fact]
    public async Task A_disposed_timer_ticks_no_more()
    {
        await _grain.Start("plain", 0.2);
        await _host.AdvanceAsync(0.25);
        await _host.Probe.WhenReached("tick 1");
        await _grain.Stop();
        var ticks = await _grain.Ticks();
        await _host.AdvanceAsync(0.5);
        Assert.Equal(ticks, await _grain.Ticks());
    }

    [Fact]
    public async Task A_timer_with_an_infinite_period_ticks_once()
    {
        await _grain.Start("once", 0.2);
        await _host.AdvanceAsync(0.25);
        await _host.Probe.WhenReached("tick 1");
        await _grain.Ping();
        await _host.AdvanceAsync(0.5);
        Assert.Equal(1, await _grain.Ticks());
    }

    [Fact]
    public async Task A_changed_timer_keeps_its_new_time()
    {
        await _grain.Start("plain", 30);
        await _grain.Change(0.2);
        await _host.AdvanceAsync(0.25);
        await _host.Probe.WhenReached("tick 1");
    }

    [Fact]
    public async Task Timers_end_with_their_activation()
    {
        await _grain.Start("plain", 2);
        await _grain.Leave();
        await _host.Probe.WhenReached("timer grain off");
        await _host.AdvanceAsync(2.2);
        Assert.Equal(0, await _grain.Ticks());
        Assert.False(_host.Probe.HasReached("tick 1"));
    }
}
