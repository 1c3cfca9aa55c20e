using Sweep.Grains.Running;
using Sweep.Simulation.Tests.Faults;
using Sweep.Simulation.Tests.Running;

namespace Sweep.Simulation.Tests.Silos;

/// <summary>What the trainers of a schedule meet: how long epochs last, and which attempts break. Each trial breaks once at most, but for the hopeless one.</summary>
internal sealed class TrainerConditions(Schedule schedule, SimulatedSweep sweep, PlantedBug bug)
{
    private readonly Chance _chance = new(schedule.Seed, ChanceUse.Trainers);
    private readonly HashSet<long> _broken = [];
    private long _begun;

    /// <summary>Whether ends are sent from the thread pool.</summary>
    public bool EndsOffThread => bug == PlantedBug.OffThread;

    /// <summary>Epochs that a resumed training leaves out.</summary>
    public int EpochsSkipped => bug == PlantedBug.SkippedEpoch ? 1 : 0;

    public Training TrainingOf(TrainingJob job)
        => sweep.TrainingOf(bug == PlantedBug.ArrivalOrder ? _begun++ % sweep.Plan.Trials : job.Trial.Index);

    /// <summary>The epoch in which an attempt breaks; 0 where it does not.</summary>
    public int BreaksAt(Training training)
    {
        if (!training.IsHopeless && (!_chance.Happens(schedule.AttemptBreaks) || !_broken.Add(training.Index)))
            return 0;
        return 1 + (int)_chance.Below((uint)training.Epochs.Count);
    }

    public TimeSpan EpochTime() => _chance.Between(0.05, 3);
}
