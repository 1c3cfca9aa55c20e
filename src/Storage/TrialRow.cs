namespace Sweep.Storage;

/// <summary>A trial as the record holds it.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Attempt">Its newest attempt.</param>
/// <param name="Owner">Who claimed that attempt.</param>
/// <param name="ClaimedAt">When, UTC.</param>
/// <param name="Finished">Its result; null while it has none.</param>
public sealed record TrialRow(long Index, int Attempt, string Owner, DateTimeOffset ClaimedAt, FinishedTrial? Finished);
