using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training;
using Sweep.Training.Data;
using Sweep.Training.Running;

namespace Sweep.Torch;

/// <summary>
/// Trains networks on TorchSharp: the same weights, batches, masks and reports as the native engine, and convolutions. A
/// training gives the same digest again on the same machine and version of libtorch, one thread a trial; another processor
/// may round elsewhere. Each run is used by one thread. An operation that libtorch does not bear can end the process, so
/// trials run in processes of their own.
/// </summary>
public sealed class TorchTrainer : ITrainer
{
    private readonly TorchFacts _facts;

    /// <summary>Loads the native libraries.</summary>
    /// <exception cref="TorchUnavailableException">They cannot be loaded.</exception>
    public TorchTrainer() => _facts = TorchEngine.Load();

    /// <inheritdoc/>
    /// <exception cref="Core.Specs.InvalidInputException">The configuration does not fit the data or the machine.</exception>
    public ITrainingRun Start(TrialConfig config, PreparedData data, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(data);
        return TorchRun.Start(config, data, new RandomDraws(key), Devices.For(config.Training.Device, _facts));
    }

    /// <inheritdoc/>
    /// <exception cref="Core.Specs.InvalidInputException">The configuration does not fit the data or the machine.</exception>
    /// <exception cref="InvalidCheckpointException">The checkpoint is damaged or belongs to another training.</exception>
    public ITrainingRun Resume(TrialConfig config, PreparedData data, RandomKey key, ReadOnlySpan<byte> checkpoint)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(data);
        return TorchRun.Resume(config, data, new RandomDraws(key), Devices.For(config.Training.Device, _facts), checkpoint);
    }
}
