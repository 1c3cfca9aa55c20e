using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sweep.Core.Specs;
using Sweep.GrainHost;
using Sweep.Grains;
using Sweep.Grains.Contracts;
using Sweep.Grains.Running;
using Sweep.Grains.Telemetry;
using Sweep.Storage;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Bench.Control;

/// <summary>Drives a sweep of trials that take no time through grains, telemetry and a SQLite record with synchronous FULL.</summary>
internal static class ControlBench
{
    private const string Id = "control-000000";

    /// <summary>Combinations of the bench's design.</summary>
    public const int Combinations = 100;

    /// <summary>Runs a sweep from its first trial to its last, or its last <paramref name="left"/> trials alone.</summary>
    public static async Task RunAsync(int trials, int left, int workers, int window, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("sweep-control-bench-");
        try
        {
            var path = Path.Combine(folder.FullName, "sweeps.db");
            var plan = Plan(trials);
            await PrepareAsync(path, plan, trials - left);
            GC.Collect();
            var watch = Stopwatch.StartNew();
            await using var store = await SqliteSweepStore.OpenAsync(path, StoreAccess.ReadWrite, TimeProvider.System);
            await using var services = Services(store, workers, window);
            var host = services.GetRequiredService<EmbeddedGrainHost>();
            await host.StartAsync();
            using var stopping = new CancellationTokenSource();
            var flushing = FlushAsync(services.GetRequiredService<TelemetryHub>(), host, stopping.Token);
            var sweep = host.GrainFactory.GetGrain<ISweepGrain>(Id);
            await sweep.StartAsync();
            var started = watch.Elapsed;
            SweepStatus status;
            while ((status = await sweep.GetStatusAsync()).Phase == SweepPhase.Running)
                await Task.Delay(5);
            var seconds = watch.Elapsed.TotalSeconds;
            await stopping.CancelAsync();
            await flushing;
            var counts = await store.CountAsync(Id);
            if (status.Phase != SweepPhase.Finished || counts.Completed != trials)
                throw new InvalidOperationException($"The sweep ended {status.Phase} with {counts.Completed} of {trials} trials: {status.Problem}");
            await host.StopAsync();
            using var process = Process.GetCurrentProcess();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"trials\":{trials},\"left\":{left},\"workers\":{workers},\"seconds\":{seconds:f3},\"start_seconds\":{started.TotalSeconds:f3},\"trials_per_second\":{left / seconds:f0},\"microseconds_per_trial\":{seconds * 1e6 / left:f1},\"peak_mib\":{process.PeakWorkingSet64 / 1048576.0:f0},\"managed_mib\":{GC.GetTotalMemory(true) / 1048576.0:f1},\"record_mib\":{new FileInfo(path).Length / 1048576.0:f0}}}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SweepPlan Plan(int trials)
    {
        var compiled = SpecCompiler.Compile(
            $$"""
            name: control
            dataset: iris
            model: {hidden: [8]}
            training: {epochs: 1}
            vary:
              activation: [relu, tanh, elu, selu]
              dropout: [{{string.Join(", ", Enumerable.Range(0, 25).Select(level => (level / 50.0).ToString(CultureInfo.InvariantCulture)))}}]
            replicates: {{trials / Combinations}}
            """,
            "control.yaml");
        return compiled.Plan ?? throw new InvalidOperationException(string.Join("\n", compiled.Problems));
    }

    // A record in which all but the last trials have their results, written as the grains would, without them.
    private static async Task PrepareAsync(string path, SweepPlan plan, long done)
    {
        await using var store = await SqliteSweepStore.OpenAsync(path, StoreAccess.ReadWrite, TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        await store.CreateAsync(new(Id, "control", plan.NormalisedYaml, plan.Hash, "", plan.Trials, SweepState.Running, now, now, "bench"));
        using var run = new NoTimeTrainer().Start(plan.Trial(0).Combination.Config, new NoTimeTrainer().Load(plan.Trial(0).Combination.Config.Dataset, plan.Trial(0).Key, ""), plan.Trial(0).Key);
        var report = run.Report;
        var finished = new FinishedTrial(run.Finish(), new string('0', 64), now, 0, "bench/0");
        var next = -1L;
        await Task.WhenAll(Enumerable.Range(0, 256).Select(_ => Task.Run(async () =>
        {
            for (var trial = Interlocked.Increment(ref next); trial < done; trial = Interlocked.Increment(ref next))
            {
                var claim = await store.ClaimAsync(Id, trial, "bench", now, TimeSpan.FromSeconds(30));
                await store.AppendEpochsAsync(Id, trial, claim.Attempt, [report]);
                await store.FinishAsync(Id, trial, claim.Attempt, finished);
            }
        })));
    }

    private static ServiceProvider Services(ISweepStore store, int workers, int window) => new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
        .AddSingleton(TimeProvider.System)
        .AddSingleton(store)
        .AddSingleton<NoTimeTrainer>()
        .AddSingleton<ITrainer>(services => services.GetRequiredService<NoTimeTrainer>())
        .AddSingleton<IDataProvider>(services => services.GetRequiredService<NoTimeTrainer>())
        .AddSingleton(SiloInstance.Create())
        .AddSingleton<PlanCache>()
        .AddSingleton<LeaseKeeper>()
        .AddSingleton<TelemetryHub>()
        .AddSingleton<ITrialTelemetry>(services => services.GetRequiredService<TelemetryHub>())
        .AddSingleton(services => ActivatorUtilities.CreateInstance<TrainerPool>(services, new TrainerPoolOptions(workers) { Window = window }))
        .AddSingleton<ITrainerPool>(services => services.GetRequiredService<TrainerPool>())
        .AddGrainHost(new GrainHostOptions { Assemblies = [typeof(SweepGrain).Assembly] })
        .BuildServiceProvider();

    private static async Task FlushAsync(TelemetryHub hub, EmbeddedGrainHost host, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!stopping.IsCancellationRequested)
        {
            await hub.FlushAsync(host.GrainFactory);
            await timer.WaitForNextTickAsync(stopping).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
