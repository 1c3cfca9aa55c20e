using Sweep.GrainHost;
using Sweep.GrainHost.Calls;
using Sweep.GrainHost.Seams;

namespace Sweep.Grains.Tests.Fixture;

/// <summary>Carries all calls but those that the test has it lose.</summary>
internal sealed class LossyRouter : ICallRouter
{
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EmbeddedGrainHost? _host;
    private string? _method;

    public Task WhenLost => Waits.Within(_lost.Task, "a message to be lost");

    /// <summary>Loses the next call of this method.</summary>
    public void LoseNext(string method) => Volatile.Write(ref _method, method);

    public GrainHostOptions Use(GrainHostOptions options) => options with
    {
        Router = host =>
        {
            _host = host;
            return this;
        },
    };

    public void Send(GrainCall call)
    {
        var wanted = Volatile.Read(ref _method);
        if (call.Method.Method.Name == wanted && Interlocked.CompareExchange(ref _method, null, wanted) == wanted)
            _lost.TrySetResult();
        else
            _host!.Deliver(call);
    }

    public void Answer(GrainCall call, Task outcome) => call.Complete(outcome);

    public void Cancel(GrainCall call) => _host!.DeliverCancellation(call);
}
