using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Timers;
using Sweep.GrainHost;
using Sweep.GrainHost.Seams;
using Sweep.Grains.Contracts;
using Sweep.Grains.Running;
using Sweep.Grains.Telemetry;
using Sweep.Storage;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Grains.Tests.Fixture;

/// <summary>
/// A silo as the product composes it, with the record and trainer of the test and a time that it moves. With one worker its
/// trials begin strictly in order, since its turns do.
/// </summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private const int QuietMilliseconds = 20;

    private readonly ServiceProvider _services;

    private TestSilo(ISweepStore store, ITrainer trainer, IDataProvider data, int workers, string name, Func<GrainHostOptions, GrainHostOptions> change, ManualTime? time, IReminderRegistry? reminders)
    {
        Time = time ?? new();
        var services = new ServiceCollection();
        if (reminders is not null)
            services.AddSingleton(reminders);
        _services = services
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(store)
            .AddSingleton(trainer)
            .AddSingleton(data)
            .AddSingleton(new SiloInstance(name))
            .AddSingleton(new GrainTimings { Reports = TimeSpan.Zero })
            .AddSingleton<PlanCache>()
            .AddSingleton<LeaseKeeper>()
            .AddSingleton<TelemetryHub>()
            .AddSingleton<ITrialTelemetry>(services => services.GetRequiredService<TelemetryHub>())
            .AddSingleton(services => ActivatorUtilities.CreateInstance<TrainerPool>(services, new TrainerPoolOptions(workers)))
            .AddSingleton<ITrainerPool>(services => services.GetRequiredService<TrainerPool>())
            .AddGrainHost(change(new GrainHostOptions { Assemblies = [typeof(SweepGrain).Assembly], OnError = Errors.Enqueue, Turns = workers == 1 ? new TurnsInOrder() : new ThreadPoolTurns() }))
            .BuildServiceProvider(validateScopes: true);
    }

    public ManualTime Time { get; }

    public ConcurrentQueue<GrainHostError> Errors { get; } = [];

    public EmbeddedGrainHost Host => _services.GetRequiredService<EmbeddedGrainHost>();

    public TrainerPool Pool => _services.GetRequiredService<TrainerPool>();

    public LeaseKeeper Leases => _services.GetRequiredService<LeaseKeeper>();

    public TelemetryHub Hub => _services.GetRequiredService<TelemetryHub>();

    public IGrainFactory Grains => Host.GrainFactory;

    public ISweepGrain Sweep => Grains.GetGrain<ISweepGrain>(TestSweep.Id);

    public IAggregatorGrain Aggregator => Grains.GetGrain<IAggregatorGrain>(TestSweep.Id);

    public static Task<TestSilo> StartAsync(ISweepStore store, FakeTrainer trainer, int workers = 1, string name = "silo", Func<GrainHostOptions, GrainHostOptions>? change = null, ManualTime? time = null, IReminderRegistry? reminders = null)
        => StartAsync(store, trainer, trainer, workers, name, change, time, reminders);

    public static async Task<TestSilo> StartAsync(ISweepStore store, ITrainer trainer, IDataProvider data, int workers, string name = "silo", Func<GrainHostOptions, GrainHostOptions>? change = null, ManualTime? time = null, IReminderRegistry? reminders = null)
    {
        var silo = new TestSilo(store, trainer, data, workers, name, change ?? (options => options), time, reminders);
        await silo.Host.StartAsync();
        return silo;
    }

    public ITrialGrain Trial(long index) => Grains.GetGrain<ITrialGrain>(new TrialKey(TestSweep.Id, index).ToString());

    public Task<SweepStatus> StartSweepAsync() => Waits.Within(Sweep.StartAsync(), "the sweep to start");

    public Task<SweepStatus> PauseSweepAsync() => Waits.Within(Sweep.PauseAsync(), "the sweep to pause");

    public Task<SweepStatus> CancelSweepAsync() => Waits.Within(Sweep.CancelAsync(), "the sweep to be cancelled");

    public Task<SweepStatus> StatusAsync() => Waits.Within(Sweep.GetStatusAsync(), "the sweep's status");

    /// <summary>The live totals, once this silo has sent all that it knows.</summary>
    public async Task<SweepTotals> FlushedTotalsAsync()
    {
        await Waits.Within(Hub.FlushAsync(Grains), "the telemetry to be sent");
        return await TotalsAsync();
    }

    /// <summary>The live totals.</summary>
    public Task<SweepTotals> TotalsAsync() => Waits.Within(Aggregator.GetTotalsAsync(), "the totals");

    /// <summary>Waits until the sweep is in a phase, and tells its status then.</summary>
    public async Task<SweepStatus> WhenAsync(SweepPhase phase)
    {
        SweepStatus? status = null;
        await Waits.Until(async () => (status = await Sweep.GetStatusAsync()).Phase == phase, $"the sweep to be {phase}");
        return status!;
    }

    /// <summary>Lets time pass, second by second, until something has happened.</summary>
    public Task AdvanceUntil(Func<bool> condition, string what)
        => AdvanceUntil(() => Task.FromResult(condition()), what);

    /// <summary>Lets time pass, second by second, until something has happened.</summary>
    public Task AdvanceUntil(Func<Task<bool>> condition, string what)
        => Waits.Until(
            async () =>
            {
                if (await condition())
                    return true;
                Time.Advance(TimeSpan.FromSeconds(1));
                await Quiet();
                return false;
            },
            what);

    // Leases and calls would run out while a busy machine has not come to what keeps them.
    private async Task Quiet()
    {
        var (turns, since) = (-1L, 0L);
        do
        {
            await Task.Yield();
            var now = Host.Statistics;
            if (now.Turns == turns && now.QueueLength == 0)
                continue;
            (turns, since) = (now.Turns, Environment.TickCount64);
        }
        while (Environment.TickCount64 - since < QuietMilliseconds);
    }

    /// <summary>Starts the sweep and waits for its end.</summary>
    public async Task<SweepStatus> RunSweepAsync()
    {
        await StartSweepAsync();
        return await WhenAsync(SweepPhase.Finished);
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await Host.StopAsync(atOnce.Token);
        await _services.DisposeAsync();
    }
}
