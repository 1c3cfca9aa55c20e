using Orleans;

namespace Sweep.GrainHost.Tests.Semantics.Grains;

internal sealed class BrokenGrain : Grain, IBrokenGrain
{
    public BrokenGrain() => throw new InvalidOperationException("Not even made.");

    public Task Ping() => Task.CompletedTask;
}
