using System.Buffers;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Bench.Control;

/// <summary>Trains one epoch without any arithmetic, so that what is left is the control plane: grains, record and telemetry.</summary>
internal sealed class NoTimeTrainer : ITrainer, IDataProvider
{
    private static readonly SampleSet Nothing = new(0, [], [], []);

    private static readonly PreparedData NoData = new()
    {
        Name = "nothing",
        Task = TaskKind.Classification,
        Features = 1,
        Classes = 2,
        Train = Nothing,
        Validation = Nothing,
        Test = Nothing,
        Hash = "",
    };

    public PreparedData Load(DatasetConfig config, RandomKey key, string baseDirectory) => NoData;

    public ITrainingRun Start(TrialConfig config, PreparedData data, RandomKey key) => new Run();

    public ITrainingRun Resume(TrialConfig config, PreparedData data, RandomKey key, ReadOnlySpan<byte> checkpoint) => new Run();

    private sealed class Run : ITrainingRun
    {
        private static readonly string NoHash = new('0', 64);
        private bool _done;

        public EpochReport Report { get; } = new()
        {
            Epoch = 1,
            Steps = 34,
            Samples = 1088,
            TrainLoss = 0.5,
            TrainScore = 0.75,
            ValidationLoss = 0.5,
            ValidationScore = 0.75,
            LearningRate = 0.1,
            Layers = [new LayerReport { Layer = 1, GradientNormMean = 0.5f }, new LayerReport { Layer = 2, GradientNormMean = 0.25f }],
        };

        public bool NextEpoch(CancellationToken cancellation = default) => !_done && (_done = true);

        public TrialResult Finish() => new()
        {
            Outcome = TrialOutcome.Completed,
            End = TrainingEnd.Epochs,
            Epochs = 1,
            Steps = 34,
            Samples = 1088,
            BestEpoch = 1,
            TrainLoss = 0.5,
            ValidationLoss = 0.5,
            ValidationScore = 0.75,
            WeightsHash = NoHash,
        };

        public void Save(IBufferWriter<byte> output) => output.Write<byte>([0]);

        public void Dispose()
        {
        }
    }
}
