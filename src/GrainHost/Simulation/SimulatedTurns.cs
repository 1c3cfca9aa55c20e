using Sweep.GrainHost.Seams;

namespace Sweep.GrainHost.Simulation;

/// <summary>Lets one turn at a time run, each after a short wait that chance decides, so that chance decides the order of grains.</summary>
internal sealed class SimulatedTurns(SimulatedCluster cluster, SimulatedSilo silo) : ITurnScheduler
{
    private const uint LongestWait = 1000;

    public int TurnsAtATime => 1;

    public void Schedule(IThreadPoolWorkItem turns)
        => cluster.Add(silo, TimeSpan.FromTicks(1 + cluster.Chance.Below(LongestWait)), turns.Execute);
}
