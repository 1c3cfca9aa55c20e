namespace Sweep.Grains.Running;

/// <summary>
/// This silo's trainers with a window as wide as those of all silos together: the trials of a sweep are spread over the
/// cluster, so its window is the cluster's.
/// </summary>
public sealed class ClusterPool(TrainerPool local, CapacityTable silos) : ITrainerPool
{
    /// <inheritdoc/>
    public int Workers => local.Workers;

    /// <inheritdoc/>
    public int Window => Math.Max(local.Window, silos.Silos.Sum(silo => silo.Window));

    /// <inheritdoc/>
    public bool IsDraining => local.IsDraining;

    /// <inheritdoc/>
    public void Enqueue(TrainingJob job) => local.Enqueue(job);
}
