using Sweep.Core.Results;

namespace Sweep.Storage.Memory;

/// <summary>A trial in memory.</summary>
internal sealed class MemoryTrial(TrialRow row)
{
    public TrialRow Row { get; set; } = row;

    public SortedDictionary<int, EpochReport> Epochs { get; } = [];
}
