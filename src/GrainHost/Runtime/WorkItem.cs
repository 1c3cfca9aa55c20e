namespace Sweep.GrainHost.Runtime;

/// <summary>Something that an activation runs from its start to its end: a call or a timer's tick.</summary>
public abstract class WorkItem
{
    private protected WorkItem()
    {
    }

    /// <summary>Whether it may run beside anything else.</summary>
    internal abstract bool Interleaves { get; }

    /// <summary>Whether it may run beside others of this kind.</summary>
    internal abstract bool ReadOnly { get; }

    /// <summary>Whether nobody wants it to start any more.</summary>
    internal abstract bool IsStale { get; }

    /// <summary>Whether it shows that the grain is in use.</summary>
    internal abstract bool KeepsAlive { get; }

    /// <summary>Starts it on the activation's turn.</summary>
    internal abstract Task Start(Activation activation);

    /// <summary>Tells what it came to.</summary>
    internal abstract void Finish(Activation activation, Task outcome);
}
