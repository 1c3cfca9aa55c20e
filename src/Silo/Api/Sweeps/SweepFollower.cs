using Microsoft.Extensions.Logging;
using Orleans.Runtime;
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
        using var metrics = hosting.Watch(plan, () => Volatile.Read(ref _status), () => Volatile.Read(ref _totals));
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
            var status = await hosting.Grains.GetGrain<ISweepGrain>(sweep.Id).GetStatusAsync().ConfigureAwait(false);
            var ended = status.Phase is not (SweepPhase.Idle or SweepPhase.Running or SweepPhase.Pausing or SweepPhase.Cancelling);
            if (ended)
                await hosting.FlushTelemetryAsync().ConfigureAwait(false);
            var totals = await hosting.Grains.GetGrain<IAggregatorGrain>(sweep.Id).GetTotalsAsync().ConfigureAwait(false);
            var record = ended ? await hosting.Store.FindAsync(sweep.Id, cancellation).ConfigureAwait(false) : null;
            if (status != _status || totals.Epochs != _totals?.Epochs || totals.Finished != _totals.Finished)
            {
                Volatile.Write(ref _status, status);
                Volatile.Write(ref _totals, totals);
                if (status.Phase != SweepPhase.Idle)
                    Feed.Publish(SweepItems.Live(record ?? sweep, plan, status, totals));
            }

            return ended;
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException or StoreException or AggregateException)
        {
            // The grains or the record are busy or away; what they say the next time makes up for it.
            LogNotFollowed(sweep.Id, exception);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Sweep {Sweep} could not be asked how it goes and is asked again")]
    private partial void LogNotFollowed(string sweep, Exception exception);
}
