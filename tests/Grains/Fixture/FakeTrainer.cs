using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Grains.Tests.Fixture;

/// <summary>Trains without arithmetic: a training's numbers follow from its trial alone, and the test steers when it goes on and how it ends.</summary>
internal sealed class FakeTrainer(TestSweep sweep) : ITrainer, IDataProvider
{
    private const int StateLength = 12;
    private static readonly SampleSet Nothing = new(0, [], [], []);
    private readonly ConcurrentDictionary<long, int> _tries = [];
    private int _running;
    private int _mostRunning;

    /// <summary>Called before each epoch, on the trainer's thread: may wait or throw.</summary>
    public Action<FakeEpoch> BeforeEpoch { get; set; } = _ => { };

    /// <summary>Called after the last epoch, on the trainer's thread.</summary>
    public Action AfterLastEpoch { get; set; } = () => { };

    /// <summary>Which trials diverge.</summary>
    public Func<long, bool> Diverges { get; set; } = _ => false;

    /// <summary>Called before a state is written, on the trainer's thread.</summary>
    public Action<long> BeforeSave { get; set; } = _ => { };

    /// <summary>Every training that went on from a state, in order, with the epochs behind it.</summary>
    public ConcurrentQueue<(long Trial, int Epochs)> Resumed { get; } = [];

    /// <summary>Every training that was started anew, in order.</summary>
    public ConcurrentQueue<(long Trial, RandomKey Key)> Started { get; } = [];

    public int MostRunning => Volatile.Read(ref _mostRunning);

    public IReadOnlyList<RandomKey> KeysOf(long trial) => [.. Started.Where(start => start.Trial == trial).Select(start => start.Key)];

    public PreparedData Load(DatasetConfig config, RandomKey key, string baseDirectory) => new()
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

    public ITrainingRun Start(TrialConfig config, PreparedData data, RandomKey key)
    {
        var trial = sweep.TrialOf(config, key);
        Started.Enqueue((trial, key));
        return Make(trial, config, 0);
    }

    public ITrainingRun Resume(TrialConfig config, PreparedData data, RandomKey key, ReadOnlySpan<byte> checkpoint)
    {
        var trial = sweep.TrialOf(config, key);
        if (checkpoint.Length != StateLength || BinaryPrimitives.ReadInt64LittleEndian(checkpoint) != trial)
            throw new InvalidCheckpointException("It is damaged.");
        var epochs = BinaryPrimitives.ReadInt32LittleEndian(checkpoint[8..]);
        Resumed.Enqueue((trial, epochs));
        return Make(trial, config, epochs);
    }

    private Run Make(long trial, TrialConfig config, int epoch)
    {
        var running = Interlocked.Increment(ref _running);
        for (var most = MostRunning; running > most; most = MostRunning)
            Interlocked.CompareExchange(ref _mostRunning, running, most);
        return new Run(this, trial, _tries.AddOrUpdate(trial, 1, (_, tries) => tries + 1), config.Training.Epochs, epoch);
    }

    private sealed class Run(FakeTrainer trainer, long trial, int attempt, int epochs, int epoch) : ITrainingRun
    {
        private int _epoch = epoch;

        public EpochReport Report => new()
        {
            Epoch = _epoch,
            Steps = _epoch * 10,
            Samples = _epoch * 320,
            TrainLoss = 1.0 / (_epoch + trial),
            TrainScore = 0.5,
            ValidationLoss = 1.0 / (_epoch + trial + 1),
            ValidationScore = 0.25,
            LearningRate = 0.1,
            Layers = [.. Enumerable.Range(1, 2).Select(layer => new LayerReport { Layer = layer, GradientNormMean = 0.5f / (layer + trial), NanCount = trial })],
        };

        public bool NextEpoch(CancellationToken cancellation = default)
        {
            if (_epoch == epochs || (_epoch == 1 && trainer.Diverges(trial)))
                return false;
            trainer.BeforeEpoch(new(trial, attempt, _epoch + 1, cancellation));
            cancellation.ThrowIfCancellationRequested();
            _epoch++;
            return true;
        }

        public TrialResult Finish()
        {
            trainer.AfterLastEpoch();
            var diverged = trainer.Diverges(trial);
            return new()
            {
                Outcome = diverged ? TrialOutcome.Diverged : TrialOutcome.Completed,
                End = diverged ? TrainingEnd.NonFinite : TrainingEnd.Epochs,
                Epochs = _epoch,
                Steps = Report.Steps,
                Samples = Report.Samples,
                BestEpoch = _epoch,
                TrainLoss = Report.TrainLoss,
                ValidationLoss = Report.ValidationLoss,
                ValidationScore = Report.ValidationScore,
                WeightsHash = $"{trial:x64}",
            };
        }

        public void Save(IBufferWriter<byte> output)
        {
            trainer.BeforeSave(trial);
            var state = output.GetSpan(StateLength);
            BinaryPrimitives.WriteInt64LittleEndian(state, trial);
            BinaryPrimitives.WriteInt32LittleEndian(state[8..], _epoch);
            output.Advance(StateLength);
        }

        public void Dispose() => Interlocked.Decrement(ref trainer._running);
    }
}
