using BenchmarkDotNet.Attributes;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Bench.Step;

/// <summary>One epoch on the digits with 64-128-128-128-10 units, batches of 32: 34 steps and a validation.</summary>
[MemoryDiagnoser]
public class EpochBenchmark
{
    private readonly NativeTrainer _trainer = new();
    private PreparedData _data = null!;
    private ITrainingRun _run = null!;

    [Params("plain", "dropout", "l2", "clip", "batch_norm", "adam")]
    public string Variant { get; set; } = "";

    [GlobalSetup]
    public void Start()
    {
        _data = new DataProvider().Load(new DatasetConfig(), RandomKey.For(1, 0), ".");
        _run = _trainer.Start(Config(), _data, RandomKey.For(1, 0));
    }

    [GlobalCleanup]
    public void End() => _run.Dispose();

    [Benchmark]
    public bool Epoch() => _run.NextEpoch();

    private TrialConfig Config() => new()
    {
        Model = new ModelConfig
        {
            Hidden = [128, 128, 128],
            Dropout = Variant == "dropout" ? 0.2 : 0,
            Normalization = Variant == "batch_norm" ? new Normalisation.BatchNorm() : new Normalisation.None(),
        },
        Training = new TrainingConfig
        {
            Epochs = 1_000_000,
            L2 = Variant == "l2" ? 1e-4 : 0,
            Clip = Variant == "clip" ? new Clip.Norm() : new Clip.None(),
            Optimizer = Variant == "adam" ? new Optimizer.Adam() : new Optimizer.Sgd { Momentum = 0.9 },
        },
    };
}
