using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Grains.Running;

/// <summary>Counts the operations of one training, epoch by epoch.</summary>
internal sealed class EpochWork
{
    private readonly TrialCost _cost;
    private long _samples;

    private EpochWork(TrialCost cost, long samples) => (_cost, _samples) = (cost, samples);

    /// <summary>Begins to count, behind the epochs of an earlier attempt.</summary>
    public static EpochWork Of(TrialConfig config, PreparedData data, EpochReport? last)
        => new(TrialCost.For(config, DataShape.Of(data)), last?.Samples ?? 0);

    /// <summary>Operations of the next epoch.</summary>
    public double Operations(EpochReport epoch)
    {
        var samples = epoch.Samples - _samples;
        _samples = epoch.Samples;
        return (samples * _cost.SampleFlops) + _cost.ValidationFlops;
    }
}
