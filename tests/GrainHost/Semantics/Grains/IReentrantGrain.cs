using Orleans;

namespace Sweep.GrainHost.Tests.Semantics.Grains;

/// <summary>A grain whose calls interleave.</summary>
public interface IReentrantGrain : IGrainWithStringKey
{
    Task Wait(string name);

    Task<string> WaitThenAsk(string name, IReentrantGrain other);

    Task<string> AskOverOther(IReentrantGrain other);

    Task<string> Ask(IReentrantGrain other);

    Task<string> Key();

    Task Turns(int count);

    Task<int> Turned();
}
