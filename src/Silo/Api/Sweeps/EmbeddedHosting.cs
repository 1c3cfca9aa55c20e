using Orleans;
using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Silo.Hosting;
using Sweep.Storage;
using Sweep.Training.Data;

namespace Sweep.Silo.Api.Sweeps;

/// <summary>Sweeps of one silo in this process.</summary>
/// <param name="host">The silo.</param>
/// <param name="data">The data sets that the silo trains on.</param>
public sealed class EmbeddedHosting(SweepHost host, IDataProvider data) : ISweepHosting
{
    /// <inheritdoc/>
    public IGrainFactory Grains => host.Grains;

    /// <inheritdoc/>
    public ISweepStore Store => host.Store;

    /// <inheritdoc/>
    public TimeProvider Time => host.Time;

    /// <inheritdoc/>
    public IDataProvider Data => data;

    /// <inheritdoc/>
    public Task FlushTelemetryAsync() => host.FlushTelemetryAsync();

    /// <inheritdoc/>
    public IDisposable Watch(string sweep, SweepPlan plan, Func<SweepStatus?> status, Func<SweepTotals?> totals) => host.Watch(sweep, plan, status, totals);
}
