using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sweep.Grains.Running;
using Sweep.Grains.Telemetry;
using Sweep.Storage;
using Sweep.Training;
using Sweep.Training.Data;
using Sweep.Workers;
using Sweep.Workers.Hosting;

namespace Sweep.Silo.Hosting;

/// <summary>What grains are given on every silo, wherever it is hosted.</summary>
internal static class SiloServices
{
    /// <summary>An application with these services; the grains' host is still to be added.</summary>
    /// <param name="trainers">How many trials are trained at the same time.</param>
    /// <param name="workers">How trials are kept apart from this process.</param>
    /// <param name="data">Data sets.</param>
    /// <param name="store">The record.</param>
    /// <param name="telemetry">What measures and traces, and how the log is written.</param>
    public static HostApplicationBuilder CreateBuilder(TrainerPoolOptions trainers, IsolationOptions workers, IDataProvider data, ISweepStore store, SiloTelemetry telemetry)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { DisableDefaults = true });
        builder.Logging.AddStandardError(telemetry.LogFormat);
        builder.Services
            .AddSingleton<IHostLifetime, NoLifetime>()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(store)
            .AddSingleton(data)
            .AddSingleton(Engines.Create())
            .AddSingleton(new WorkerOptions { Command = workers.Worker ?? WorkerCommand.OfThisProcess() })
            .AddSingleton<IWorkerMeter>(telemetry.Instruments.WorkerProcesses)
            .AddSingleton<IsolatedTrainer>()
            .AddSingleton<ITrainer>(services => ActivatorUtilities.CreateInstance<EngineTrainer>(services, workers.Isolate))
            .AddSingleton(SiloInstance.Create())
            .AddSingleton<PlanCache>()
            .AddSingleton<LeaseKeeper>()
            .AddSingleton<CapacityTable>()
            .AddSingleton<TelemetryHub>()
            .AddSingleton<ITrialTelemetry>(services => services.GetRequiredService<TelemetryHub>())
            .AddSingleton(services => ActivatorUtilities.CreateInstance<TrainerPool>(services, trainers))
            .AddSingleton<ITrainerPool>(services => services.GetRequiredService<TrainerPool>());
        telemetry.AddTo(builder.Services);
        return builder;
    }
}
