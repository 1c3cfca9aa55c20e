namespace Sweep.Storage;

/// <summary>A failure as the record holds it.</summary>
/// <param name="Index">Index of the trial.</param>
/// <param name="Failure">What happened.</param>
public sealed record FailureRow(long Index, AttemptFailure Failure);
