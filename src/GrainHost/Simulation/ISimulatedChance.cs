namespace Sweep.GrainHost.Simulation;

/// <summary>Where a simulation takes its chance from: the same seed must give the same numbers in every process.</summary>
public interface ISimulatedChance
{
    /// <summary>A whole number from 0 up to, but not including, the bound; each as likely as the others.</summary>
    uint Below(uint bound);
}
