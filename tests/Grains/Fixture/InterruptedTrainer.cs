using System.Buffers;
using System.Collections.Concurrent;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Grains.Tests.Fixture;

/// <summary>Really trains, and breaks off wherever the test wants.</summary>
internal sealed class InterruptedTrainer(ITrainer inner) : ITrainer
{
    /// <summary>Called before each epoch, on the trainer's thread, with its number; may wait or throw.</summary>
    public required Action<int> BeforeEpoch { get; init; }

    /// <summary>Epochs behind each training that was made ready, in order.</summary>
    public ConcurrentQueue<int> Behind { get; } = [];

    public ITrainingRun Start(TrialConfig config, PreparedData data, RandomKey key) => Watched(inner.Start(config, data, key), 0);

    public ITrainingRun Resume(TrialConfig config, PreparedData data, RandomKey key, ReadOnlySpan<byte> checkpoint)
    {
        var run = inner.Resume(config, data, key, checkpoint);
        return Watched(run, run.Report.Epoch);
    }

    private Run Watched(ITrainingRun run, int epoch)
    {
        Behind.Enqueue(epoch);
        return new(this, run, epoch);
    }

    private sealed class Run(InterruptedTrainer trainer, ITrainingRun run, int epoch) : ITrainingRun
    {
        private int _epoch = epoch;

        public EpochReport Report => run.Report;

        public bool NextEpoch(CancellationToken cancellation = default)
        {
            trainer.BeforeEpoch(++_epoch);
            return run.NextEpoch(cancellation);
        }

        public TrialResult Finish() => run.Finish();

        public void Save(IBufferWriter<byte> output) => run.Save(output);

        public void Dispose() => run.Dispose();
    }
}
