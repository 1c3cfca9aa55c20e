namespace Sweep.Storage;

/// <summary>Answer to a claim.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Attempt">
/// Number of the attempt, from 1; where the trial is finished, the attempt that finished it; where another owner holds it, that owner's.
/// </param>
/// <param name="Failures">Attempts at the trial that failed, since its result was last withdrawn.</param>
/// <param name="Checkpoint">Where the training can go on; null where it begins anew or where nothing was claimed.</param>
public sealed record Claim(ClaimOutcome Outcome, int Attempt, int Failures, TrialCheckpoint? Checkpoint);
