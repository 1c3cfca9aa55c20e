using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training.Data;

namespace Sweep.Training;

/// <summary>An engine that trains networks.</summary>
public interface ITrainer
{
    /// <summary>The engine for one trial. One that trains elsewhere asks this for what it has to know beside the configuration.</summary>
    ITrainer For(TrialSite site) => this;

    /// <summary>Makes a training ready: weights drawn, nothing trained yet.</summary>
    ITrainingRun Start(TrialConfig config, PreparedData data, RandomKey key);

    /// <summary>Makes a training ready at the point where <see cref="ITrainingRun.Save"/> was called.</summary>
    ITrainingRun Resume(TrialConfig config, PreparedData data, RandomKey key, ReadOnlySpan<byte> checkpoint);
}
