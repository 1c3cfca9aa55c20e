namespace Sweep.Storage;

/// <summary>Who holds a trial that was claimed and has no result yet.</summary>
/// <param name="Index">Index of the trial.</param>
/// <param name="Attempt">Its newest attempt.</param>
/// <param name="Owner">Who claimed it.</param>
/// <param name="Live">Whether the lease holds: it was neither given back nor voided, and its time is not up by the store's clock.</param>
public sealed record TrialLease(long Index, int Attempt, string Owner, bool Live);
