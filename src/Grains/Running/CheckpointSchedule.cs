using Sweep.Core.Configuration;

namespace Sweep.Grains.Running;

/// <summary>Says at which epochs' ends one training is saved. Used by one trainer thread.</summary>
internal sealed class CheckpointSchedule(CheckpointConfig config, TimeProvider time, int epochs)
{
    private long _since = time.GetTimestamp();
    private int _saved = epochs;

    /// <summary>Whether this training is saved at all.</summary>
    public bool IsOn { get; private set; } = config.EveryEpochs > 0 || config.Every > TimeSpan.Zero;

    /// <summary>Whether it is time, at the end of this epoch.</summary>
    public bool IsDue(int epoch)
        => IsOn && ((config.EveryEpochs > 0 && epoch - _saved >= config.EveryEpochs)
            || (config.Every > TimeSpan.Zero && time.GetElapsedTime(_since) >= config.Every));

    /// <summary>The end of this epoch was saved.</summary>
    public void Saved(int epoch) => (_saved, _since) = (epoch, time.GetTimestamp());

    /// <summary>Saves this training no more.</summary>
    public void TurnOff() => IsOn = false;
}
