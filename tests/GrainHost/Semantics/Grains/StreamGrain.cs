using System.Runtime.CompilerServices;
using Orleans;
using Sweep.GrainHost.Tests.Fixture;

namespace Sweep.GrainHost.Tests.Semantics.Grains;

internal sealed class StreamGrain(Probe probe) : Grain, IStreamGrain
{
    private int _produced;

    public async IAsyncEnumerable<int> Count(int count, [EnumeratorCancellation] CancellationToken token)
    {
        probe.Reach("stream began");
        try
        {
            for (var i = 0; i < count; i++)
            {
                token.ThrowIfCancellationRequested();
                _produced++;
                yield return i;
                if (i % 7 == 6)
                    await Task.Yield();
            }
        }
        finally
        {
            probe.Reach("stream ended");
        }
    }

    public async IAsyncEnumerable<int> CountAndFail(int count)
    {
        for (var i = 0; i < count; i++)
            yield return i;
        await Task.Yield();
        throw new InvalidOperationException("End of the road.");
    }

    public async IAsyncEnumerable<int> CountAtDoors(string name, int count)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                probe.Reach($"before {name} {i}");
                await probe.AtDoor($"{name} {i}");
                yield return i;
            }
        }
        finally
        {
            probe.Reach($"left {name}");
        }
    }

    public Task<int> Produced() => Task.FromResult(_produced);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
