using System.Collections.Concurrent;
using Orleans.Runtime;
using Orleans.Timers;

namespace Sweep.Grains.Tests.Fixture;

/// <summary>Reminders that never tick, and that the test can keep a grain waiting for.</summary>
internal sealed class Reminders : IReminderRegistry
{
    private readonly ConcurrentDictionary<(GrainId, string), IGrainReminder> _reminders = [];
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Called before a reminder is ended; may wait.</summary>
    public Func<Task> BeforeUnregister { get; set; } = () => Task.CompletedTask;

    /// <summary>A reminder is about to be ended.</summary>
    public Task WhenUnregistered => Waits.Within(_asked.Task, "the reminder to be ended");

    public Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period, CancellationToken cancellationToken = default)
        => Task.FromResult(_reminders.GetOrAdd((callingGrainId, reminderName), new Reminder(reminderName)));

    public async Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder, CancellationToken cancellationToken = default)
    {
        _asked.TrySetResult();
        await BeforeUnregister();
        _reminders.TryRemove((callingGrainId, reminder.ReminderName), out _);
    }

    public Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName, CancellationToken cancellationToken = default)
        => Task.FromResult(_reminders.GetValueOrDefault((callingGrainId, reminderName)));

    private sealed record Reminder(string ReminderName) : IGrainReminder;
}
