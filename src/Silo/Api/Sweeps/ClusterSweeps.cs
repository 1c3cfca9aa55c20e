using Orleans;
using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Grains.Telemetry;
using Sweep.Silo.Hosting;
using Sweep.Storage;
using Sweep.Training.Data;

namespace Sweep.Silo.Api.Sweeps;

/// <summary>Sweeps of a whole cluster, as one of its silos reaches them.</summary>
/// <param name="grains">The cluster's grains.</param>
/// <param name="store">The record that its silos share.</param>
/// <param name="time">The time.</param>
/// <param name="data">Data sets of this machine; with the limits that submitted specs have.</param>
/// <param name="telemetry">What this silo has measured; the other silos send theirs once a second.</param>
/// <param name="watching">The metrics and traces of this silo.</param>
internal sealed class ClusterSweeps(
    IGrainFactory grains, ISweepStore store, TimeProvider time, IDataProvider data, TelemetryHub telemetry, SiloTelemetry watching) : ISweepHosting
{
    /// <inheritdoc/>
    public IGrainFactory Grains => grains;

    /// <inheritdoc/>
    public ISweepStore Store => store;

    /// <inheritdoc/>
    public TimeProvider Time => time;

    /// <inheritdoc/>
    public IDataProvider Data => data;

    /// <inheritdoc/>
    public Task FlushTelemetryAsync() => telemetry.FlushAsync(grains);

    /// <inheritdoc/>
    public IDisposable Watch(string sweep, SweepPlan plan, Func<SweepStatus?> status, Func<SweepTotals?> totals)
        => watching.Watch(sweep, plan, status, totals, time);
}
