using Orleans;

namespace Sweep.GrainHost.Tests.Semantics.Grains;

/// <summary>A grain that cannot be made.</summary>
public interface IBrokenGrain : IGrainWithStringKey
{
    Task Ping();
}
