using Sweep.Core.Configuration;
using Sweep.Core.Results;

namespace Sweep.Core.Specs;

/// <summary>A study as its author wrote it, checked and with every default filled in.</summary>
public sealed record SweepSpec
{
    /// <summary>Name, for people: letters, digits, dash, underscore and dot.</summary>
    public required string Name { get; init; }

    /// <summary>The question the study asks.</summary>
    public string Description { get; init; } = "";

    /// <summary>What every trial has where no factor says otherwise.</summary>
    public required TrialConfig Base { get; init; }

    /// <summary>What is varied.</summary>
    public IReadOnlyList<Factor> Factors { get; init; } = [];

    /// <summary>Which combinations run.</summary>
    public Designs.Design Design { get; init; } = new Designs.Design.Full();

    /// <summary>Replicates of each combination.</summary>
    public int Replicates { get; init; } = 1;

    /// <summary>Seed of everything random.</summary>
    public ulong Seed { get; init; }

    /// <summary>What the sweep is decided on.</summary>
    public Objective Objective { get; init; }

    /// <summary>Attempts before a trial that breaks for reasons of ours is given up.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>Seconds of wall time that one attempt at a trial may train before it is stopped; 0 for no limit.</summary>
    public double TrialTimeBudget { get; init; }

    /// <summary>Seconds of wall time after which the sweep pauses, counted anew each time it is started or resumed; 0 for no limit.</summary>
    public double SweepTimeBudget { get; init; }

    /// <summary>When trainings are saved. No part of what a sweep is: neither its hash nor its digest depends on it.</summary>
    public CheckpointConfig Checkpoint { get; init; } = new();

    /// <summary>Where the verdicts' lines are drawn. No part of what a sweep is, as <see cref="Checkpoint"/> is none.</summary>
    public Verdicts.VerdictThresholds Verdicts { get; init; } = new();

    /// <summary>How results are analysed. No part of what a sweep is: neither its hash nor its digest depends on it.</summary>
    public AnalysisConfig Analysis { get; init; } = new();
}
