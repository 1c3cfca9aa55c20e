using Sweep.GrainHost.Calls;
using Sweep.GrainHost.Seams;

namespace Sweep.GrainHost.Simulation;

/// <summary>One silo's end of the network.</summary>
internal sealed class SimulatedRouter(NetworkCarrier network, SimulatedSilo silo) : ICallRouter
{
    public void Send(GrainCall call) => network.Request(silo, call);

    public void Answer(GrainCall call, Task outcome) => network.Answer(silo, call, outcome);

    public void Cancel(GrainCall call) => network.Cancel(silo, call);
}
