using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Bench.Calibration;

/// <summary>One training and all that it reported.</summary>
/// <param name="Epochs">Its epochs.</param>
/// <param name="Result">Its result.</param>
internal sealed record Trained(IReadOnlyList<EpochReport> Epochs, TrialResult Result)
{
    /// <summary>Trains.</summary>
    public static Trained Of(NativeTrainer trainer, TrialConfig config, PreparedData data, RandomKey key)
    {
        using var run = trainer.Start(config, data, key);
        var epochs = new List<EpochReport>();
        while (run.NextEpoch())
            epochs.Add(run.Report);
        return new(epochs, run.Finish());
    }
}
