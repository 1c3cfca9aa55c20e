using System.Buffers;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Workers.Tests.Fixture;

/// <summary>Lets the test do things at moments of a training.</summary>
internal sealed class SteeredTrainer(ITrainer inner) : ITrainer
{
    /// <summary>Called before each epoch, on the trainer's thread.</summary>
    public Action<TrialSite, int> BeforeEpoch { get; init; } = (_, _) => { };

    /// <summary>Called before a training is made ready, on the trainer's thread.</summary>
    public Action<TrialSite> BeforeStart { get; init; } = _ => { };

    public ITrainer For(TrialSite site) => new AtSite(this, inner.For(site), site);

    public ITrainingRun Start(TrialConfig config, PreparedData data, RandomKey key) => throw new NotSupportedException();

    public ITrainingRun Resume(TrialConfig config, PreparedData data, RandomKey key, ReadOnlySpan<byte> checkpoint) => throw new NotSupportedException();

    private sealed class AtSite(SteeredTrainer trainer, ITrainer inner, TrialSite site) : ITrainer
    {
        public ITrainingRun Start(TrialConfig config, PreparedData data, RandomKey key)
        {
            trainer.BeforeStart(site);
            return new Run(trainer, inner.Start(config, data, key), site, 0);
        }

        public ITrainingRun Resume(TrialConfig config, PreparedData data, RandomKey key, ReadOnlySpan<byte> checkpoint)
        {
            trainer.BeforeStart(site);
            var run = inner.Resume(config, data, key, checkpoint);
            return new Run(trainer, run, site, run.Report.Epoch);
        }
    }

    private sealed class Run(SteeredTrainer trainer, ITrainingRun run, TrialSite site, int epoch) : ITrainingRun
    {
        private int _epoch = epoch;

        public EpochReport Report => run.Report;

        public bool NextEpoch(CancellationToken cancellation = default)
        {
            trainer.BeforeEpoch(site, ++_epoch);
            return run.NextEpoch(cancellation);
        }

        public TrialResult Finish() => run.Finish();

        public void Save(IBufferWriter<byte> output) => run.Save(output);

        public void Dispose() => run.Dispose();
    }
}
