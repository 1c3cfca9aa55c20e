namespace Sweep.GrainHost.Calls;

/// <summary>A call of a method that returns a stream. The classes made for each such method derive from it.</summary>
/// <typeparam name="T">An item.</typeparam>
public abstract class StreamSource<T>
{
    /// <summary>Calls the method on the grain.</summary>
    /// <param name="grain">The grain's instance.</param>
    /// <param name="token">Cancelled on a turn of the grain when the reader leaves.</param>
    protected internal abstract IAsyncEnumerable<T> Open(object grain, CancellationToken token);
}
