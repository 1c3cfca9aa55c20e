namespace Sweep.Simulation.Tests.Running;

/// <summary>A bug that is put in so that it can be seen to be found.</summary>
internal enum PlantedBug
{
    None,

    /// <summary>The record takes in what stale attempts write.</summary>
    Unfenced,
}
