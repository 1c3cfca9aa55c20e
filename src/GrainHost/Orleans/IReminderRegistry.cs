using Orleans.Runtime;

namespace Orleans.Timers;

/// <summary>
/// Keeps the reminders of all grains. Where the services hold none, reminders are kept nowhere and never tick: they are for
/// waking grains after all hosts are gone, and grains of one process have nobody left who could wake them.
/// </summary>
public interface IReminderRegistry
{
    /// <summary>Sets a reminder, in place of an older one of that name.</summary>
    /// <param name="callingGrainId">The grain.</param>
    /// <param name="reminderName">Name of the reminder.</param>
    /// <param name="dueTime">Time until the first tick.</param>
    /// <param name="period">Time between ticks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IGrainReminder> RegisterOrUpdateReminder(
        GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period, CancellationToken cancellationToken = default);

    /// <summary>Ends a reminder.</summary>
    /// <param name="callingGrainId">The grain.</param>
    /// <param name="reminder">The reminder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder, CancellationToken cancellationToken = default);

    /// <summary>The reminder of that name; null where there is none.</summary>
    /// <param name="callingGrainId">The grain.</param>
    /// <param name="reminderName">Name of the reminder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName, CancellationToken cancellationToken = default);
}
