using Orleans;
using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Storage;
using Sweep.Training.Data;

namespace Sweep.Silo.Api.Sweeps;

/// <summary>What <see cref="SweepService"/> needs of the process that hosts it, be it alone or one of a cluster.</summary>
public interface ISweepHosting
{
    /// <summary>References to grains.</summary>
    IGrainFactory Grains { get; }

    /// <summary>The record, open for writing.</summary>
    ISweepStore Store { get; }

    /// <summary>The time.</summary>
    TimeProvider Time { get; }

    /// <summary>Data sets, for the check of submitted specs.</summary>
    IDataProvider Data { get; }

    /// <summary>Sends all telemetry that waits to the aggregators now.</summary>
    Task FlushTelemetryAsync();

    /// <summary>Shows a sweep in metrics and traces until the answer is disposed.</summary>
    IDisposable Watch(string sweep, SweepPlan plan, Func<SweepStatus?> status, Func<SweepTotals?> totals);
}
