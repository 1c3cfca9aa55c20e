using Orleans;

namespace Sweep.GrainHost.Tests.Semantics.Grains;

/// <summary>A grain whose first life goes wrong where its key says.</summary>
public interface IFragileGrain : IGrainWithStringKey
{
    Task<int> Ping();

    Task Leave();
}
