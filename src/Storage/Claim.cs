namespace Sweep.Storage;

/// <summary>Answer to a claim.</summary>
/// <param name="Attempt">Number of the attempt, from 1; where the trial is finished, the attempt that finished it.</param>
/// <param name="Finished">Whether the trial has its result already, so that nothing was claimed.</param>
public readonly record struct Claim(int Attempt, bool Finished);
