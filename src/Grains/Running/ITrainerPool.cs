namespace Sweep.Grains.Running;

/// <summary>Trains jobs, away from the threads that grains run on.</summary>
public interface ITrainerPool
{
    /// <summary>Jobs that train at the same time.</summary>
    int Workers { get; }

    /// <summary>Trials that a sweep should have in flight, over all silos that share its work, so that no worker waits for work.</summary>
    int Window { get; }

    /// <summary>Whether it takes no more jobs, since its silo is about to stop.</summary>
    bool IsDraining => false;

    /// <summary>Queues a job. Its grain is always told of its end, also when it is taken back.</summary>
    void Enqueue(TrainingJob job);
}
