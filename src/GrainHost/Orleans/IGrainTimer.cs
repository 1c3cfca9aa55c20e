namespace Orleans.Runtime;

/// <summary>A timer of an activation; disposing it stops it, and so does the end of the activation.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets when the timer ticks next, and its period from then on.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
