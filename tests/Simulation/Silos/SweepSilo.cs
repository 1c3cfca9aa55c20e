using Microsoft.Extensions.Logging;
using Sweep.GrainHost.Simulation;
using Sweep.Grains.Running;
using Sweep.Grains.Telemetry;
using Sweep.Storage;

namespace Sweep.Simulation.Tests.Silos;

/// <summary>A silo as the product composes it, but for the trainers, the record's path and the time.</summary>
internal sealed class SweepSilo
{
    private static readonly TimeSpan FlushPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DrainBound = TimeSpan.FromSeconds(5);

    private readonly SimulatedCluster _cluster;
    private readonly SiloParts _parts;
    private TelemetryHub _hub = null!;
    private SimulatedTrainerPool _pool = null!;

    public SweepSilo(SimulatedCluster cluster, string name, SiloParts parts)
    {
        _cluster = cluster;
        _parts = parts;
        Silo = cluster.StartSilo(name, Services);
        _ = FlushAlwaysAsync();
    }

    public SimulatedSilo Silo { get; }

    /// <summary>Stops as the product does: the trainers, telemetry, then the grains.</summary>
    public async Task StopAsync()
    {
        await _pool.DrainAsync(DrainBound);
        await Silo.StopAsync();
    }

    private IServiceProvider Services(SimulatedSilo silo)
    {
        var instance = new SiloInstance(silo.Name);
        ISweepStore store = new FaultyStore(_cluster, silo, _parts.Record, _parts.Store);
        _hub = new TelemetryHub(instance);
        _pool = new SimulatedTrainerPool(_cluster, silo, _parts.Trainers, instance, _parts.Timings, _parts.Workers);
        return new SiloServices(type => (ILogger)Activator.CreateInstance(typeof(TraceLogger<>).MakeGenericType(type.GetGenericArguments()), _cluster, silo.Name)!)
            .Add(_parts.Timings)
            .Add(new LeaseKeeper(store, instance, silo.Clock, new TraceLogger<LeaseKeeper>(_cluster, silo.Name), _parts.Timings))
            .Add<TimeProvider>(silo.Clock)
            .Add(store)
            .Add(instance)
            .Add(new PlanCache(store))
            .Add<IEnumerable<ITrialTelemetry>>([_hub])
            .Add<ITrainerPool>(_pool);
    }

    private async Task FlushAlwaysAsync()
    {
        var grains = _parts.GrainsOfTelemetry(Silo.Grains);
        while (true)
        {
            await Task.Delay(FlushPeriod, Silo.Clock);
            try
            {
                await _hub.FlushAsync(grains);
            }
            catch (AggregateException exception)
            {
                _cluster.Trace.Write($"{Silo.Name} telemetry is sent again: {exception.InnerExceptions[0].Message}");
            }
        }
    }
}
