namespace Sweep.Simulation.Tests.Faults;

/// <summary>What can befall a cluster at one time.</summary>
internal enum FaultKind
{
    /// <summary>A silo is killed, and another starts in its place later.</summary>
    Kill,

    /// <summary>A silo stops in good order, and another starts in its place later.</summary>
    Stop,

    /// <summary>A silo is cut off for a while.</summary>
    Cut,

    /// <summary>A silo stands still for a while.</summary>
    Freeze,

    /// <summary>A silo's wall clock is set.</summary>
    Clock,

    /// <summary>The directory forgets where a grain lives.</summary>
    LosePlace,

    /// <summary>The record answers nobody for a while.</summary>
    Outage,
}
