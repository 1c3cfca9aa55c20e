using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that reminders wake.</summary>
public interface IRemindable : IGrain
{
    /// <summary>A reminder is due.</summary>
    /// <param name="reminderName">Name of the reminder.</param>
    /// <param name="status">When it is and was due.</param>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
