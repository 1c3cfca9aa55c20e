namespace Sweep.Grains.Tests.Fixture;

/// <summary>An epoch that is about to be trained.</summary>
/// <param name="Trial">Index of the trial.</param>
/// <param name="Try">How often this trainer has started the trial.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Cancellation">Takes the training back.</param>
internal readonly record struct FakeEpoch(long Trial, int Try, int Epoch, CancellationToken Cancellation);
