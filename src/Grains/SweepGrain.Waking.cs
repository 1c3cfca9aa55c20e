using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Sweep.Grains.Contracts;
using Sweep.Storage;

namespace Sweep.Grains;

/// <summary>Waking a sweep whose silo was lost, or all silos: a reminder outlives them.</summary>
public sealed partial class SweepGrain
{
    private const string WakeReminder = "wake";
    private static readonly TimeSpan WakePeriod = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Only a sweep whose silo was lost has a reminder already. Whoever calls it first need not wait for the next tick.
        if (await this.GetReminder(WakeReminder, cancellationToken) is not null)
            this.RegisterGrainTimer(() => ReceiveReminder(WakeReminder, default), new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    /// <summary>Where the record says that the sweep runs and nobody runs it, it goes on.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_phase == SweepPhase.Running || IsStopping)
            return;
        if (await store.FindAsync(Id) is { State: SweepState.Running })
        {
            LogWoken(Id);
            await StartAsync();
        }
        else
        {
            await SleepAsync();
        }
    }

    private Task<IGrainReminder> StayAwakeAsync() => this.RegisterOrUpdateReminder(WakeReminder, WakePeriod, WakePeriod);

    private async Task SleepAsync()
    {
        try
        {
            if (await this.GetReminder(WakeReminder) is { } reminder)
                await this.UnregisterReminder(reminder);
        }
#pragma warning disable CA1031 // A reminder that stays finds that the sweep does not run, and is taken back then; the cause is in the log.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogStillReminded(Id, exception);
        }
    }

    [LoggerMessage(4, LogLevel.Warning, "Sweep {Sweep} runs by the record, but nobody ran it: it goes on")]
    private partial void LogWoken(string sweep);

    [LoggerMessage(5, LogLevel.Warning, "Sweep {Sweep}: its reminder could not be taken back and comes again")]
    private partial void LogStillReminded(string sweep, Exception exception);
}
