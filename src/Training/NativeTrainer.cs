using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Running;

namespace Sweep.Training;

/// <summary>
/// Trains networks on this processor with kernels of its own. A training is a pure function of configuration, data and
/// key: it gives the same bits on every processor and vector width. Safe to use from many threads, each run from one.
/// </summary>
public sealed class NativeTrainer : ITrainer
{
    private readonly ArenaPool _arenas = new();

    /// <inheritdoc/>
    /// <exception cref="Core.Specs.InvalidInputException">The configuration does not fit the data.</exception>
    public ITrainingRun Start(TrialConfig config, PreparedData data, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(data);
        return TrainingRun.Start(config, data, new RandomDraws(key), _arenas);
    }

    /// <inheritdoc/>
    /// <exception cref="Core.Specs.InvalidInputException">The configuration does not fit the data.</exception>
    /// <exception cref="InvalidCheckpointException">The checkpoint is damaged or belongs to another training.</exception>
    public ITrainingRun Resume(TrialConfig config, PreparedData data, RandomKey key, ReadOnlySpan<byte> checkpoint)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(data);
        return TrainingRun.Resume(config, data, new RandomDraws(key), _arenas, checkpoint);
    }
}
