using Sweep.GrainHost.Calls;
using Sweep.GrainHost.Runtime;

namespace Sweep.GrainHost.Streams;

/// <summary>A reader's call to the grain that it reads from.</summary>
internal sealed class StreamCall<T>(StreamKey key, StreamStep step, StreamSource<T> source) : GrainCall<StreamPage<T>>
{
    internal override Task Start(Activation activation) => step switch
    {
        StreamStep.Open => activation.OpenStreamAsync(key, source),
        StreamStep.Next => activation.ReadStreamAsync<T>(key),
        _ => activation.CloseStreamAsync<T>(key),
    };

    protected override Task InvokeOn(object grain, CancellationToken token)
        => throw new InvalidOperationException("A stream's calls end at the activation, not at the grain.");
}
