using Orleans;
using Orleans.Concurrency;
using Sweep.GrainHost.Tests.Fixture;

namespace Sweep.GrainHost.Tests.Semantics.Grains;

[Reentrant]
internal sealed class ReentrantGrain(Probe probe) : Grain, IReentrantGrain
{
    private int _inTurn;
    private int _turned;

    public async Task Wait(string name)
    {
        probe.Reach($"in {name}");
        await probe.AtDoor(name);
    }

    public async Task<string> WaitThenAsk(string name, IReentrantGrain other)
    {
        await Wait(name);
        return await other.Key();
    }

    public Task<string> AskOverOther(IReentrantGrain other) => other.Ask(this.AsReference<IReentrantGrain>());

    public Task<string> Ask(IReentrantGrain other) => other.Key();

    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());

    public async Task Turns(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (Interlocked.Increment(ref _inTurn) != 1)
                throw new InvalidOperationException("Two turns at once.");
            var turned = _turned;
            Thread.SpinWait(50);
            _turned = turned + 1;
            Interlocked.Decrement(ref _inTurn);
            await Task.Yield();
        }
    }

    public Task<int> Turned() => Task.FromResult(_turned);
}
