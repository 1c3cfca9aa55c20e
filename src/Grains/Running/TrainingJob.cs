using Sweep.Core.Specs;
using Sweep.Grains.Contracts;

namespace Sweep.Grains.Running;

/// <summary>One attempt at a trial, ready for a trainer.</summary>
/// <param name="Plan">The sweep's plan.</param>
/// <param name="Trial">The trial.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="BaseDirectory">Folder that relative paths of data files start at.</param>
/// <param name="Grain">The trial's grain, which is told of every epoch and of the end.</param>
/// <param name="Cancellation">Takes the attempt back at once.</param>
public sealed record TrainingJob(
    SweepPlan Plan,
    TrialDefinition Trial,
    int Attempt,
    string BaseDirectory,
    ITrialGrain Grain,
    CancellationToken Cancellation)
{
    /// <summary>The sweep's id; empty where nobody asks.</summary>
    public string Sweep { get; init; } = "";

    /// <summary>Where an interrupted attempt left off; null where this one begins anew.</summary>
    public ResumePoint? Resume { get; init; }

    /// <summary>Called once the attempt's end was taken in, by whichever activation of its grain, and nothing more will be sent.</summary>
    public Action Ended { get; init; } = static () => { };

    /// <summary>Asks the attempt back: it ends at the epoch's end with a last checkpoint, or at once where none is worth while.</summary>
    public CancellationToken Release { get; init; }
}
