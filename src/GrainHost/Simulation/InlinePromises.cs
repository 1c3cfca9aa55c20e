using Sweep.GrainHost.Seams;

namespace Sweep.GrainHost.Simulation;

/// <summary>Promises whose awaiters outside of grains go on at once, on the simulation's thread.</summary>
internal sealed class InlinePromises : IPromiseFactory
{
    public TaskCompletionSource<T> Create<T>() => new();
}
