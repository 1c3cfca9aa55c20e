namespace Sweep.GrainHost.Seams;

/// <summary>Makes the promises that callers await, and so decides where callers outside of grains go on.</summary>
public interface IPromiseFactory
{
    /// <summary>A new promise.</summary>
    TaskCompletionSource<T> Create<T>();
}
