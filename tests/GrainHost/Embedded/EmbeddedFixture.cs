using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Sweep.GrainHost.Tests.Fixture;
using Sweep.GrainHost.Tests.Semantics.Grains;

namespace Sweep.GrainHost.Tests.Embedded;

/// <summary>The test grains on an embedded host with a time of the test's own.</summary>
internal sealed class EmbeddedFixture : GrainFixture
{
    private readonly ServiceProvider _services;

    private EmbeddedFixture(Func<GrainHostOptions, GrainHostOptions> change)
    {
        _services = new ServiceCollection().AddSingleton(Probe).AddScoped(_ => Made()).BuildServiceProvider(validateScopes: true);
        Host = new EmbeddedGrainHost(
            change(new GrainHostOptions
            {
                Assemblies = [typeof(EmbeddedFixture).Assembly],
                CallTimeout = CallTimeout,
                CollectionAge = TimeSpan.FromMinutes(10),
                TimeProvider = Time,
                OnError = Errors.Enqueue,
            }),
            _services);
    }

    public ManualTime Time { get; } = new();

    public ConcurrentQueue<GrainHostError> Errors { get; } = [];

    /// <summary>Every service that was made for an activation.</summary>
    public ConcurrentQueue<ScopedThing> Things { get; } = [];

    public EmbeddedGrainHost Host { get; }

    public override IGrainFactory Grains => Host.GrainFactory;

    public static Task<EmbeddedFixture> StartAsync() => StartAsync(options => options);

    public static async Task<EmbeddedFixture> StartAsync(Func<GrainHostOptions, GrainHostOptions> change)
    {
        var fixture = new EmbeddedFixture(change);
        await fixture.Host.StartAsync();
        return fixture;
    }

    public override Task AdvanceAsync(TimeSpan span)
    {
        Time.Advance(span);
        return Task.CompletedTask;
    }

    public override async Task AdvancePastPollAsync()
    {
        await Until(() => Time.HasTimerDueIn(CallTimeout / 2), "the reader to be waited for");
        var calls = Host.Statistics.Calls;

        // A little more than half, so that no other timer is ever half a timeout ahead.
        Time.Advance((CallTimeout / 2) + TimeSpan.FromMilliseconds(1));
        await Until(() => Host.Statistics.Calls > calls, "the reader to ask again");
    }

    /// <summary>Waits for what other threads are about to do without time passing.</summary>
    public static async Task Until(Func<bool> condition, string what)
    {
        for (var end = Environment.TickCount64 + 120_000; !condition();)
        {
            Assert.True(Environment.TickCount64 < end, $"Waited 2 minutes for {what}.");
            await Task.Yield();
        }
    }

    public override Task StopAsync() => Host.StopAsync();

    public override async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await Host.StopAsync(atOnce.Token);
        await _services.DisposeAsync();
    }

    private ScopedThing Made()
    {
        var thing = new ScopedThing();
        Things.Enqueue(thing);
        return thing;
    }
}
