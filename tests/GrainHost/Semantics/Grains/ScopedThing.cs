namespace Sweep.GrainHost.Tests.Semantics.Grains;

/// <summary>A service with the lifetime of an activation.</summary>
public sealed class ScopedThing : IDisposable
{
    public bool Disposed { get; private set; }

    public void Dispose() => Disposed = true;
}
