using Orleans.Runtime;
using Orleans.Timers;
using Sweep.GrainHost.Runtime;

namespace Orleans;

/// <summary>What a grain may do with its reminders.</summary>
public static class GrainReminderExtensions
{
    /// <summary>Sets a reminder, in place of an older one of that name.</summary>
    /// <param name="grain">The grain, which must be <see cref="IRemindable"/>.</param>
    /// <param name="reminderName">Name of the reminder.</param>
    /// <param name="dueTime">Time until the first tick.</param>
    /// <param name="period">Time between ticks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The grain is not remindable.</exception>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(
        this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentException.ThrowIfNullOrWhiteSpace(reminderName);
        if (grain is not IRemindable)
            throw new InvalidOperationException($"{grain.GetType().FullName} has reminders and so must implement {nameof(IRemindable)}.");
        return Registry(grain).RegisterOrUpdateReminder(grain.GrainContext.GrainId, reminderName, dueTime, period, cancellationToken);
    }

    /// <summary>Ends a reminder.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="reminder">The reminder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return Registry(grain).UnregisterReminder(grain.GrainContext.GrainId, reminder, cancellationToken);
    }

    /// <summary>The reminder of that name; null where there is none.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="reminderName">Name of the reminder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentException.ThrowIfNullOrWhiteSpace(reminderName);
        return Registry(grain).GetReminder(grain.GrainContext.GrainId, reminderName, cancellationToken);
    }

    private static IReminderRegistry Registry(IGrainBase grain)
        => (IReminderRegistry?)grain.GrainContext.ActivationServices.GetService(typeof(IReminderRegistry)) ?? NoReminders.Instance;
}
