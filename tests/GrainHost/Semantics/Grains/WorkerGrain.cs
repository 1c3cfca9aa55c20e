using System.Collections.Immutable;
using Orleans;
using Sweep.GrainHost.Tests.Fixture;

namespace Sweep.GrainHost.Tests.Semantics.Grains;

internal sealed class WorkerGrain(Probe probe, ScopedThing thing) : Grain, IWorkerGrain
{
    private static readonly AsyncLocal<int> AmbientValue = new();

    private int _count;
    private int _inside;
    private int _life;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _life = probe.Count($"lives of {this.GetPrimaryKeyString()}");
        probe.Log.Enqueue($"{this.GetPrimaryKeyString()} on {_life}");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Log.Enqueue($"{this.GetPrimaryKeyString()} off {_life} {reason.ReasonCode}");
        probe.Reach($"{this.GetPrimaryKeyString()} off {_life}");
        return Task.CompletedTask;
    }

    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<int> Increment() => Task.FromResult(++_count);

    public async Task<int> IncrementAfterAwaits(int awaits)
    {
        if (++_inside != 1)
            throw new InvalidOperationException("Two calls at once.");
        for (var i = 0; i < awaits; i++)
        {
            var seen = _count;
            await Task.Yield();
            if (seen != _count)
                throw new InvalidOperationException("Another call in between.");
        }

        _inside--;
        return ++_count;
    }

    public ValueTask<int> Add(int left, int right) => new(left + right);

    public async ValueTask Nothing() => await Task.Yield();

    public Task<Parcel> Echo(Parcel parcel) => Task.FromResult(parcel with { Inner = parcel });

    public async Task Fail(string message)
    {
        await Task.Yield();
        ThrowHere(message);
    }

    public Task FailOwn(int code) => throw new OwnException(code);

    public Task FailBeforeAnyAwait(string message) => throw new InvalidOperationException(message);

    public Task CancelOwn() => Task.FromCanceled(new CancellationToken(canceled: true));

    public Task<int> ThrowCancelled() => throw new OperationCanceledException("Not today.");

    public async Task Wait(string name)
    {
        probe.Reach($"in {name}");
        await probe.AtDoor(name);
        probe.Reach($"out {name}");
    }

    public async Task WaitThenFail(string name)
    {
        await Wait(name);
        throw new InvalidOperationException("Too late.");
    }

    public async Task<bool> WaitFor(string name, CancellationToken token)
    {
        var me = TaskScheduler.Current;
        using var registration = token.Register(() =>
        {
            probe.Log.Enqueue(TaskScheduler.Current == me ? "cancelled on the grain" : "cancelled elsewhere");
            probe.Open(name);
        });
        probe.Reach($"in {name}");
        await probe.AtDoor(name);
        probe.Reach($"out {name}");
        return token.IsCancellationRequested;
    }

    public async ValueTask<int> Seven(bool wait, CancellationToken token)
    {
        if (wait)
            await Task.Yield();
        token.ThrowIfCancellationRequested();
        return 7;
    }

    public async Task<int> WaitOnScheduler(string name, CancellationToken token)
    {
        probe.Reach($"in {name}");
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
        return 1;
    }

    public Task<string> Peek() => Task.FromResult("peeked");

    public Task Read(string name) => Wait(name);

    public Task Tell(string name)
    {
        probe.Reach($"told {name}");
        return Task.CompletedTask;
    }

    public Task TellFailure(string message) => throw new InvalidOperationException(message);

    public Task CallSelf() => this.AsReference<IWorkerGrain>().Key();

    public Task CallBack(IWorkerGrain other) => other.AskKeyOf(this.AsReference<IWorkerGrain>());

    public Task<string> AskKeyOf(IWorkerGrain other) => other.Key();

    public Task<IWorkerGrain> Me() => Task.FromResult(this.AsReference<IWorkerGrain>());

    public async Task<bool> StaysOnGrain(string kind)
    {
        var me = TaskScheduler.Current;
        switch (kind)
        {
            case "yield":
                await Task.Yield();
                break;
            case "when-all":
                await Task.WhenAll(Task.Run(() => { }), Task.Delay(1));
                break;
            case "run":
                await Task.Run(() => { });
                break;
            case "start-new":
                return await Task.Factory.StartNew(() => TaskScheduler.Current == me, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
            case "call":
                await GrainFactory.GetGrain<IWorkerGrain>("another").Key();
                break;
            case "foreach":
                await foreach (var _ in GrainFactory.GetGrain<IStreamGrain>("stream").Count(300, CancellationToken.None))
                {
                    if (TaskScheduler.Current != me)
                        return false;
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }

        return TaskScheduler.Current == me && me != TaskScheduler.Default;
    }

    public Task<int> Ambient() => Task.FromResult(AmbientValue.Value);

    public Task SetAmbient(int value)
    {
        AmbientValue.Value = value;
        return Task.CompletedTask;
    }

    public Task<bool> SynchronizationContextIsNull() => Task.FromResult(SynchronizationContext.Current is null);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task LeaveThenWait(string name)
    {
        DeactivateOnIdle();
        return Wait(name);
    }

    public Task Delay(TimeSpan span)
    {
        DelayDeactivation(span);
        return Task.CompletedTask;
    }

    public Task<int> Life() => Task.FromResult(_life);

    public Task<bool> HasScopedThing() => Task.FromResult(!thing.Disposed);

    public Task<ImmutableArray<int>> Many(int count) => Task.FromResult<ImmutableArray<int>>([.. Enumerable.Range(0, count)]);

    public Task WaitShortly(string name) => Wait(name);

    private static void ThrowHere(string message) => throw new InvalidOperationException(message);
}
