using Sweep.Core.Results;

namespace Sweep.Storage;

/// <summary>An epoch as the record holds it.</summary>
/// <param name="Trial">Index of its trial.</param>
/// <param name="Epoch">What it yielded.</param>
public sealed record EpochRow(long Trial, EpochReport Epoch);
