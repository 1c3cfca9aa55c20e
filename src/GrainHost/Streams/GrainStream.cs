using Orleans.Runtime;
using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Streams;

/// <summary>What a caller gets from a method that returns a stream; the grain is called when it is enumerated.</summary>
internal sealed class GrainStream<T>(EmbeddedGrainHost host, GrainId target, GrainMethod method, StreamSource<T> source, CancellationToken token) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        => new GrainStreamReader<T>(host, target, method.AsStreamStep(), source, token, cancellationToken);
}
