using Orleans;
using Orleans.Concurrency;

namespace Sweep.GrainHost.Tests.Semantics.Grains;

/// <summary>A grain with a timer.</summary>
public interface ITimerGrain : IGrainWithStringKey
{
    [AlwaysInterleave]
    Task Start(string kind, double seconds);

    Task Change(double seconds);

    Task Stop();

    [AlwaysInterleave]
    Task<int> Ticks();

    Task Ping();

    Task Wait(string name);

    Task Leave();
}
