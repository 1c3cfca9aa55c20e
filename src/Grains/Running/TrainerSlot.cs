using Sweep.Core.Results;

namespace Sweep.Grains.Running;

/// <summary>One worker of a pool.</summary>
/// <param name="Job">What it trains; null where it waits.</param>
/// <param name="Last">The last epoch that this training has behind it; null before the first.</param>
public sealed record TrainerSlot(TrainingJob? Job, EpochReport? Last);
