using Orleans;
using Sweep.GrainHost.Tests.Fixture;

namespace Sweep.GrainHost.Tests.Semantics.Grains;

internal sealed class FragileGrain(Probe probe) : Grain, IFragileGrain
{
    private int _life;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _life = probe.Count(key);
        if (key != "activation" || _life != 1)
            return;
        probe.Reach($"activating {key}");
        await probe.AtDoor(key);
        throw new InvalidOperationException("No life today.");
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        probe.Reach($"deactivating {key}");
        if (key == "deactivation" && _life == 1)
            throw new InvalidOperationException("No goodbye.");
        return Task.CompletedTask;
    }

    public Task<int> Ping() => Task.FromResult(_life);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
