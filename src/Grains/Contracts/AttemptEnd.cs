using System.Collections.Immutable;
using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>How an attempt at a trial ended: with a result, with a failure of ours, or taken back.</summary>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Epochs">Epochs not reported before, in <see cref="Core.Results.EpochReportCodec"/>'s form.</param>
/// <param name="Result">The result in <see cref="Core.Results.TrialResultCodec"/>'s form; empty where there is none.</param>
/// <param name="Digest">Digest of the result with all epochs; empty where there is none.</param>
/// <param name="Failure">What broke; null where nothing did.</param>
/// <param name="Started">When the attempt began to train, UTC; no time at all where it never did.</param>
/// <param name="Seconds">Wall time it trained.</param>
/// <param name="Worker">Where: <c>instance/slot</c>.</param>
[GenerateSerializer, Immutable, Alias("sweep.AttemptEnd")]
public sealed record AttemptEnd(
    [property: Id(0)] int Attempt,
    [property: Id(1)] ImmutableArray<byte> Epochs,
    [property: Id(2)] ImmutableArray<byte> Result,
    [property: Id(3)] string Digest,
    [property: Id(4)] string? Failure,
    [property: Id(5)] DateTimeOffset Started,
    [property: Id(6)] double Seconds,
    [property: Id(7)] string Worker);
