namespace Sweep.GrainHost.Simulation;

/// <summary>Decides what becomes of messages between silos. Those within a silo always arrive once.</summary>
public interface ISimulatedNetwork
{
    /// <summary>What becomes of a message between two silos that can reach each other.</summary>
    MessageFate Decide(SimulatedMessage message);
}
