namespace Sweep.Storage;

/// <summary>Why an attempt ended without a result.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="At">When it failed, UTC.</param>
/// <param name="Owner">Who ran it.</param>
/// <param name="Cause">The cause, for people.</param>
public sealed record AttemptFailure(int Attempt, DateTimeOffset At, string Owner, string Cause);
