using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Seams;

/// <summary>Hands everything over at once, within one host.</summary>
internal sealed class InProcessRouter(EmbeddedGrainHost host) : ICallRouter
{
    public void Send(GrainCall call) => host.Deliver(call);

    public void Answer(GrainCall call, Task outcome) => call.Complete(outcome);

    public void Cancel(GrainCall call) => host.DeliverCancellation(call);
}
