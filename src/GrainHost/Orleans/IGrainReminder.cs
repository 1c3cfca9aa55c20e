namespace Orleans.Runtime;

/// <summary>A reminder of a grain: unlike a timer it belongs to the grain, not to one activation of it.</summary>
public interface IGrainReminder
{
    /// <summary>Name of the reminder.</summary>
    string ReminderName { get; }
}
