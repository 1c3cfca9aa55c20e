using Orleans.Runtime;
using Orleans.Timers;

namespace Sweep.GrainHost.Runtime;

/// <summary>Reminders of a host that has nobody to keep them: they are taken and never tick.</summary>
internal sealed class NoReminders : IReminderRegistry
{
    /// <summary>The one instance; it holds nothing.</summary>
    public static NoReminders Instance { get; } = new();

    public Task<IGrainReminder> RegisterOrUpdateReminder(
        GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period, CancellationToken cancellationToken = default)
        => Task.FromResult<IGrainReminder>(new Reminder(reminderName));

    public Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName, CancellationToken cancellationToken = default)
        => Task.FromResult<IGrainReminder?>(null);

    private sealed record Reminder(string ReminderName) : IGrainReminder;
}
