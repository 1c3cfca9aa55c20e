using Sweep.GrainHost.Simulation;

namespace Sweep.Simulation.Tests.Silos;

/// <summary>Waits in virtual time.</summary>
internal static class SiloWaits
{
    public static Task Wait(this SimulatedSilo silo, TimeSpan span)
    {
        var waited = new TaskCompletionSource();
        silo.After(span, () => waited.TrySetResult());
        return waited.Task;
    }
}
