namespace Sweep.Simulation.Tests.Running;

/// <summary>A bug that is put in so that it can be seen to be found.</summary>
internal enum PlantedBug
{
    None,

    /// <summary>The record takes in what stale attempts write.</summary>
    Unfenced,

    /// <summary>The record lets anybody claim what somebody holds.</summary>
    Unleased,

    /// <summary>A sweep never compares its trials in flight with the leases.</summary>
    Unreconciled,

    /// <summary>Trainings go on an epoch later than they were saved.</summary>
    SkippedEpoch,

    /// <summary>The record acknowledges epochs that it now and then does not write.</summary>
    Forgetful,

    /// <summary>Silos send what was added since the last time, in place of their totals so far.</summary>
    Deltas,

    /// <summary>What a training yields depends on how many were begun before it.</summary>
    ArrivalOrder,

    /// <summary>Trainers send their ends from the thread pool.</summary>
    OffThread,
}
