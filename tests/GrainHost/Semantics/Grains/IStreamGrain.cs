using Orleans;

namespace Sweep.GrainHost.Tests.Semantics.Grains;

/// <summary>A grain with streams.</summary>
public interface IStreamGrain : IGrainWithStringKey
{
    IAsyncEnumerable<int> Count(int count, CancellationToken token);

    IAsyncEnumerable<int> CountAndFail(int count);

    IAsyncEnumerable<int> CountAtDoors(string name, int count);

    Task<int> Produced();

    Task Leave();
}
