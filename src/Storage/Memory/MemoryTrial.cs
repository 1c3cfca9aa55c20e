using Sweep.Core.Results;

namespace Sweep.Storage.Memory;

/// <summary>A trial in memory.</summary>
internal sealed class MemoryTrial(TrialRow row)
{
    public TrialRow Row { get; set; } = row;

    public SortedDictionary<int, EpochReport> Epochs { get; } = [];

    public SortedDictionary<int, AttemptFailure> Failures { get; } = [];

    /// <summary>Failures since the result was last withdrawn.</summary>
    public int FailureCount { get; set; }

    public TrialCheckpoint? Checkpoint { get; set; }

    /// <summary>When the lease ends; <see cref="DateTimeOffset.MinValue"/> where it was given back.</summary>
    public DateTimeOffset LeasedUntil { get; set; }
}
