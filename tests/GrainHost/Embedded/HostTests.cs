using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Sweep.GrainHost.Tests.Fixture;
using Sweep.GrainHost.Tests.Semantics.Grains;

namespace Sweep.GrainHost.Tests.Embedded;

/// <summary>What the embedded host promises beyond the claims that it shares with Orleans.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task An_idle_grain_is_deactivated_after_the_collection_age_and_not_before()
    {
        await using var host = await EmbeddedFixture.StartAsync(options => options with { CollectionAge = TimeSpan.FromMinutes(10) });
        await host.GetGrain<IWorkerGrain>("a").Increment();
        host.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(2, await host.GetGrain<IWorkerGrain>("a").Increment());
        host.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(3, await host.GetGrain<IWorkerGrain>("a").Increment());
        host.Time.Advance(TimeSpan.FromMinutes(11));
        await host.Probe.WhenReached("a off 1");
        Assert.Equal(["a on 1", "a off 1 ActivationIdle"], host.Probe.Log);
        await EmbeddedFixture.Until(() => host.Host.Statistics.Activations == 0, "the activation to leave");
    }

    [Fact]
    public async Task A_delayed_deactivation_keeps_an_idle_grain_and_can_be_taken_back()
    {
        await using var host = await EmbeddedFixture.StartAsync();
        var grain = host.GetGrain<IWorkerGrain>("a");
        await grain.Delay(TimeSpan.FromHours(1));
        host.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(1, await grain.Life());
        await grain.Delay(TimeSpan.Zero);
        host.Time.Advance(TimeSpan.FromMinutes(12));
        await host.Probe.WhenReached("a off 1");
    }

    [Fact]
    public async Task A_busy_grain_is_never_collected()
    {
        await using var host = await EmbeddedFixture.StartAsync(options => options with { CallTimeout = TimeSpan.FromHours(10) });
        var call = host.GetGrain<IWorkerGrain>("a").Wait("door");
        await host.Probe.WhenReached("in door");
        host.Time.Advance(TimeSpan.FromHours(1));
        host.Probe.Open("door");
        await call;
        Assert.Equal(1, await host.GetGrain<IWorkerGrain>("a").Life());
    }

    [Fact]
    public async Task A_service_of_the_activations_scope_is_disposed_with_it()
    {
        await using var host = await EmbeddedFixture.StartAsync();
        var grain = host.GetGrain<IWorkerGrain>("a");
        await grain.HasScopedThing();
        await grain.Leave();
        await EmbeddedFixture.Until(() => host.Things.Count == 1 && host.Things.Single().Disposed, "the service to be disposed");
    }

    [Fact]
    public async Task A_call_before_the_start_and_after_the_stop_is_refused()
    {
        await using var services = new ServiceCollection().AddSingleton<Probe>().AddScoped<ScopedThing>().BuildServiceProvider();
        await using var host = new EmbeddedGrainHost(new GrainHostOptions { GrainClasses = [typeof(WorkerGrain)] }, services);
        var grain = host.GrainFactory.GetGrain<IWorkerGrain>("a");
        Assert.Contains("has not been started", (await Assert.ThrowsAsync<SiloUnavailableException>(grain.Key)).Message, StringComparison.Ordinal);
        await host.StartAsync();
        Assert.Equal("a", await grain.Key());
        await host.StopAsync();
        Assert.Contains("has stopped", (await Assert.ThrowsAsync<SiloUnavailableException>(grain.Key)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_takes_no_new_calls_and_lets_running_ones_end_with_their_calls_to_others()
    {
        await using var host = await EmbeddedFixture.StartAsync();
        var grain = host.GetGrain<IReentrantGrain>("a");
        var call = grain.WaitThenAsk("door", host.GetGrain<IReentrantGrain>("b"));
        await host.Probe.WhenReached("in door");
        var stop = host.StopAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(grain.Key);
        Assert.False(stop.IsCompleted);
        host.Probe.Open("door");
        Assert.Equal("b", await call);
        await stop;
        Assert.Equal(0, host.Host.Statistics.Activations);
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task A_stop_is_bounded_when_a_call_never_ends_and_tells_its_caller()
    {
        await using var host = await EmbeddedFixture.StartAsync(options => options with { StopTimeout = TimeSpan.FromSeconds(10), CallTimeout = TimeSpan.FromHours(1) });
        await host.GetGrain<IWorkerGrain>("free").Key();
        var call = host.GetGrain<IWorkerGrain>("stuck").Wait("never");
        await host.Probe.WhenReached("in never");
        var stop = host.StopAsync();
        Assert.False(stop.IsCompleted);
        host.Time.Advance(TimeSpan.FromSeconds(5));
        await host.Probe.WhenReached("free off 1");
        host.Time.Advance(TimeSpan.FromSeconds(5));
        await Probe.Within(stop, "the stop");
        await Assert.ThrowsAsync<SiloUnavailableException>(() => call);
        Assert.Contains(host.Errors, error => error.Grain.Key.ToString() == "stuck");
    }

    [Fact]
    public async Task An_exception_while_activating_reaches_all_who_wait()
    {
        await using var host = await EmbeddedFixture.StartAsync();
        var grain = host.GetGrain<IFragileGrain>("activation");
        var calls = Enumerable.Range(0, 5).Select(_ => grain.Ping()).ToList();
        host.Probe.Open("activation");
        foreach (var call in calls)
            Assert.Equal("No life today.", (await Assert.ThrowsAsync<InvalidOperationException>(() => call)).Message);
    }

    [Fact]
    public async Task Failures_without_a_caller_are_reported()
    {
        await using var host = await EmbeddedFixture.StartAsync();
        var worker = host.GetGrain<IWorkerGrain>("a");
        await worker.TellFailure("unheard");
        await worker.Key();
        var timer = host.GetGrain<ITimerGrain>("t");
        await timer.Start("fail", 1);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await host.Probe.WhenReached("tick 1");
        await timer.Ping();
        var fragile = host.GetGrain<IFragileGrain>("deactivation");
        await fragile.Leave();
        await fragile.Ping();
        Assert.Equal(["unheard", "Tick failed.", "No goodbye."], host.Errors.Select(error => error.Exception.Message));
        Assert.Equal(3, host.Host.Statistics.Errors);
    }

    [Fact]
    public async Task A_failure_after_the_callers_timeout_is_reported()
    {
        await using var host = await EmbeddedFixture.StartAsync();
        var call = host.GetGrain<IWorkerGrain>("a").WaitThenFail("door");
        await host.Probe.WhenReached("in door");
        host.Time.Advance(GrainFixture.CallTimeout);
        await Assert.ThrowsAsync<TimeoutException>(() => call);
        host.Probe.Open("door");
        await EmbeddedFixture.Until(() => !host.Errors.IsEmpty, "the report");
        Assert.Equal("Too late.", Assert.Single(host.Errors).Exception.Message);
    }

    [Fact]
    public async Task Timeouts_come_to_the_moment_and_name_grain_and_method()
    {
        await using var host = await EmbeddedFixture.StartAsync();
        var first = host.GetGrain<IWorkerGrain>("a").Wait("one");
        host.Time.Advance(TimeSpan.FromSeconds(1));
        var second = host.GetGrain<IWorkerGrain>("b").Wait("two");
        host.Time.Advance(GrainFixture.CallTimeout - TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.False(first.IsCompleted);
        host.Time.Advance(TimeSpan.FromTicks(1));
        Assert.True(first.IsCompleted);
        Assert.False(second.IsCompleted);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("worker/b did not answer IWorkerGrain.Wait", (await Assert.ThrowsAsync<TimeoutException>(() => second)).Message, StringComparison.Ordinal);
        Assert.Equal(2, host.Host.Statistics.TimedOutCalls);
        await Assert.ThrowsAsync<TimeoutException>(() => first);
    }

    [Fact]
    public async Task Statistics_count_what_happens()
    {
        var turns = 0;
        await using var host = await EmbeddedFixture.StartAsync(options => options with { OnTurn = _ => Interlocked.Increment(ref turns) });
        var grain = host.GetGrain<IWorkerGrain>("a");
        var busy = grain.Wait("door");
        await host.Probe.WhenReached("in door");
        var queued = grain.Key();
        var during = host.Host.Statistics;
        host.Probe.Open("door");
        await Task.WhenAll(busy, queued);
        Assert.Equal((1, 1L, 0L, 2L, 2, 1L), (during.Activations, during.Activated, during.Deactivated, during.Calls, during.PendingCalls, during.QueueLength));
        var after = host.Host.Statistics;
        Assert.Equal((0, 0L), (after.PendingCalls, after.QueueLength));
        Assert.True(turns >= 2);
    }

    [Fact]
    public async Task A_host_without_grains_keeps_no_timer_armed()
    {
        await using var host = await EmbeddedFixture.StartAsync();
        Assert.Equal(0, host.Time.ArmedTimers);
        await host.GetGrain<IWorkerGrain>("a").Leave();
        await EmbeddedFixture.Until(() => host.Host.Statistics.Activations == 0, "the activation to leave");
        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, host.Time.ArmedTimers);
    }

    [Fact]
    public async Task An_interface_that_no_class_implements_is_refused_by_name()
    {
        await using var host = await EmbeddedFixture.StartAsync();
        var failure = Assert.Throws<ArgumentException>(() => host.GetGrain<INobodyGrain>("a"));
        Assert.Contains(nameof(INobodyGrain), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_starts_and_stops_with_its_application()
    {
        await using var services = new ServiceCollection().AddSingleton<Probe>().AddScoped<ScopedThing>()
            .AddGrainHost(new GrainHostOptions { Assemblies = [typeof(WorkerGrain).Assembly] })
            .BuildServiceProvider(validateScopes: true);
        var hosted = Assert.Single(services.GetServices<Microsoft.Extensions.Hosting.IHostedService>());
        await hosted.StartAsync(CancellationToken.None);
        Assert.Equal("a", await services.GetRequiredService<IGrainFactory>().GetGrain<IWorkerGrain>("a").Key());
        await hosted.StopAsync(CancellationToken.None);
    }

    internal interface INobodyGrain : IGrainWithStringKey
    {
        Task Nothing();
    }
}
