namespace Sweep.GrainHost.Seams;

/// <summary>Promises whose awaiters outside of grains go on on the thread pool.</summary>
public sealed class PoolPromises : IPromiseFactory
{
    /// <inheritdoc/>
    public TaskCompletionSource<T> Create<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
