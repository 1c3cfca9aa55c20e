using Orleans;
using Orleans.Runtime;
using Sweep.GrainHost.Tests.Fixture;

namespace Sweep.GrainHost.Tests.Semantics.Grains;

internal sealed class TimerGrain(Probe probe) : Grain, ITimerGrain
{
    private IGrainTimer? _timer;
    private int _ticks;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Reach("timer grain off");
        return Task.CompletedTask;
    }

    public Task Start(string kind, double seconds)
    {
        var span = TimeSpan.FromSeconds(seconds);
        var me = TaskScheduler.Current;
        _timer = this.RegisterGrainTimer(
            async (state, token) =>
            {
                if (TaskScheduler.Current != me)
                    probe.Log.Enqueue("off the grain");
                probe.Reach($"tick {++_ticks}");
                if (state == "fail")
                    throw new InvalidOperationException("Tick failed.");
                if (state == "door")
                    await probe.AtDoor($"tick {_ticks}");
            },
            kind,
            new GrainTimerCreationOptions { DueTime = span, Period = kind == "once" ? Timeout.InfiniteTimeSpan : span, Interleave = kind == "interleave" });
        return Task.CompletedTask;
    }

    public Task Change(double seconds)
    {
        _timer!.Change(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds));
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task<int> Ticks() => Task.FromResult(_ticks);

    public Task Ping() => Task.CompletedTask;

    public async Task Wait(string name)
    {
        probe.Reach($"in {name}");
        await probe.AtDoor(name);
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
