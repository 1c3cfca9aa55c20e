using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace Sweep.GrainHost.Tests.Semantics.Grains;

/// <summary>A grain whose calls do not interleave.</summary>
public interface IWorkerGrain : IGrainWithStringKey
{
    Task<string> Key();

    Task<int> Increment();

    Task<int> IncrementAfterAwaits(int awaits);

    ValueTask<int> Add(int left, int right);

    ValueTask Nothing();

    Task<Parcel> Echo(Parcel parcel);

    Task Fail(string message);

    Task FailOwn(int code);

    Task FailBeforeAnyAwait(string message);

    Task CancelOwn();

    Task<int> ThrowCancelled();

    Task Wait(string name);

    Task WaitThenFail(string name);

    Task<bool> WaitFor(string name, CancellationToken token);

    ValueTask<int> Seven(bool wait, CancellationToken token);

    Task<int> WaitOnScheduler(string name, CancellationToken token);

    [AlwaysInterleave]
    Task<string> Peek();

    [ReadOnly]
    Task Read(string name);

    [OneWay]
    Task Tell(string name);

    [OneWay]
    Task TellFailure(string message);

    Task CallSelf();

    Task CallBack(IWorkerGrain other);

    Task<string> AskKeyOf(IWorkerGrain other);

    Task<IWorkerGrain> Me();

    Task<bool> StaysOnGrain(string kind);

    Task<int> Ambient();

    Task SetAmbient(int value);

    Task<bool> SynchronizationContextIsNull();

    Task Leave();

    Task LeaveThenWait(string name);

    Task Delay(TimeSpan span);

    Task<int> Life();

    Task<bool> HasScopedThing();

    Task<ImmutableArray<int>> Many(int count);

    [ResponseTimeout("00:00:00.500")]
    Task WaitShortly(string name);
}
