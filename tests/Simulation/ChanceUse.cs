namespace Sweep.Simulation.Tests;

/// <summary>What chance decides.</summary>
internal enum ChanceUse : uint
{
    /// <summary>Which faults there are, and when.</summary>
    Plan,

    /// <summary>Turns, placement and how long it takes to notice a death.</summary>
    Cluster,

    /// <summary>What becomes of messages.</summary>
    Messages,

    /// <summary>What becomes of calls of the record.</summary>
    Record,

    /// <summary>How long epochs last, and which attempts break.</summary>
    Trainers,

    /// <summary>Who asks when.</summary>
    Operator,

    /// <summary>What people ask of the sweep, and when.</summary>
    Requests,
}
