using Microsoft.Extensions.Logging;
using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Storage;

namespace Sweep.Silo.Api.Sweeps;

/// <summary>Asks a sweep's grains how it goes until it ends, once for all who watch, and shows it in the metrics.</summary>
internal sealed partial class SweepFollower(ISweepHosting hosting, SweepRecord sweep, SweepPlan plan, ILogger logger)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private SweepStatus? _status;
    private SweepTotals? _totals;

    /// <summary>What it finds out.</summary>
    public SweepFeed Feed { get; } = new();

    /// <summary>Follows until the sweep ends or <paramref name="cancellation"/>.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var metrics = hosting.Watch(sweep.Id, plan, () => Volatile.Read(ref _status), () => Volatile.Read(ref _totals));
        try
        {
            while (!await LookAsync(cancellation).ConfigureAwait(false))
                await Task.Delay(Poll, hosting.Time, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
        finally
        {
            Feed.Close();
        }
    }

    private async Task<bool> LookAsync(CancellationToken cancellation)
    {
        try
        {
            var status = await hosting.Grains.GetGrain<ISweepGrain>(sweep.Id).GetStatusAsync().WaitAsync(cancellation).ConfigureAwait(false);
            // A grain that knows of nothing may be one anew, after a loss; only the record tells whether there is an end to wait for.
            if (status.Phase == SweepPhase.Idle)
                return await hosting.Store.FindAsync(sweep.Id, cancellation).ConfigureAwait(false) is not { State: SweepState.Running };
            var ended = status.Phase is not (SweepPhase.Running or SweepPhase.Pausing or SweepPhase.Cancelling);
            if (ended)
                await hosting.FlushTelemetryAsync().ConfigureAwait(false);
            var totals = await hosting.Grains.GetGrain<IAggregatorGrain>(sweep.Id).GetTotalsAsync().WaitAsync(cancellation).ConfigureAwait(false);
            var record = ended ? await hosting.Store.FindAsync(sweep.Id, cancellation).ConfigureAwait(false) : null;
            if (status != _status || totals.Epochs != _totals?.Epochs || totals.Finished != _totals.Finished)
            {
                Volatile.Write(ref _status, status);
                Volatile.Write(ref _totals, totals);
                Feed.Publish(SweepItems.Live(record ?? sweep, plan, status, totals));
            }

            return ended;
        }
#pragma warning disable CA1031 // Silos come and go, and calls to them fail in many ways; what they say the next time makes up for it, and the cause is in the log.
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotFollowed(sweep.Id, exception);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Sweep {Sweep} could not be asked how it goes and is asked again")]
    private partial void LogNotFollowed(string sweep, Exception exception);
}
