using System.Collections.Immutable;
using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>A training's whole state between two epochs, with the epochs that the record may still lack.</summary>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Epochs">Epochs not reported before, in <see cref="Core.Results.EpochReportCodec"/>'s form; written first.</param>
/// <param name="Behind">How many epochs lie behind the state.</param>
/// <param name="State">The trainer's state.</param>
/// <param name="Seconds">Time that the training stood still for it.</param>
[GenerateSerializer, Immutable, Alias("sweep.AttemptCheckpoint")]
public sealed record AttemptCheckpoint(
    [property: Id(0)] int Attempt,
    [property: Id(1)] ImmutableArray<byte> Epochs,
    [property: Id(2)] int Behind,
    [property: Id(3)] ImmutableArray<byte> State,
    [property: Id(4)] double Seconds);
