using Sweep.Core.Results;

namespace Sweep.Storage;

/// <summary>A trial's result and what surrounds it.</summary>
/// <param name="Result">The result, a pure function of spec and index.</param>
/// <param name="Digest">SHA-256, lower-case hex, over the canonical bytes of the result and all its epochs.</param>
/// <param name="Started">When its last attempt began, UTC.</param>
/// <param name="Seconds">Wall time of its last attempt.</param>
/// <param name="Worker">Where it ran: <c>host/slot</c>.</param>
public sealed record FinishedTrial(TrialResult Result, string Digest, DateTimeOffset Started, double Seconds, string Worker);
