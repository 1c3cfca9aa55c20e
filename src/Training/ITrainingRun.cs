using System.Buffers;
using Sweep.Core.Results;

namespace Sweep.Training;

/// <summary>
/// One training, epoch by epoch. Used by one thread. Its reports and result are a pure function of configuration, data
/// and key, to the last bit.
/// </summary>
public interface ITrainingRun : IDisposable
{
    /// <summary>
    /// Trains one more epoch. True where one was trained, be it in part; false where the training was over before. A cancelled token throws
    /// <see cref="OperationCanceledException"/> within a step's time and leaves the run unusable.
    /// </summary>
    bool NextEpoch(CancellationToken cancellation = default);

    /// <summary>The last epoch's report; also of the epoch in which a training diverged.</summary>
    EpochReport Report { get; }

    /// <summary>Evaluates the test set, once, and returns the result. Called after <see cref="NextEpoch"/> returned false.</summary>
    TrialResult Finish();

    /// <summary>Writes all that a resumed training needs, between two epochs.</summary>
    void Save(IBufferWriter<byte> output);
}
