using Orleans;
using Sweep.Core.Results;

namespace Sweep.Grains.Contracts;

/// <summary>Tells a sweep that a trial has its result in the record.</summary>
/// <param name="Trial">Index of the trial.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Objective">Value of the sweep's objective; NaN where it has none.</param>
[GenerateSerializer, Immutable, Alias("sweep.TrialFinished")]
public sealed record TrialFinished(
    [property: Id(0)] long Trial,
    [property: Id(1)] TrialOutcome Outcome,
    [property: Id(2)] double Objective);
