using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Bench.Trial;

/// <summary>The workloads that the engine is measured by.</summary>
/// <param name="Data">What is trained on.</param>
/// <param name="Configs">The trials.</param>
internal sealed record Workload(PreparedData Data, IReadOnlyList<TrialConfig> Configs)
{
    /// <summary>Floating-point operations of all trials.</summary>
    public double Flops => Configs.Sum(config => TrialCost.For(config, DataShape.Of(Data)).Flops);

    /// <summary>A, B or C with this many trials.</summary>
    public static Workload Of(string name, int combos) => name switch
    {
        "A" => new Workload(Digits(), [.. Enumerable.Range(0, combos).Select(Ablation)]),
        "B" => new Workload(Noise(784, 10, 10_240, 1_024), [.. Enumerable.Range(0, combos).Select(_ => Large())]),
        "C" => new Workload(Digits(), [.. Enumerable.Range(0, combos).Select(_ => Deep())]),
        _ => throw new ArgumentException($"unknown workload {name}: use A, B or C", nameof(name)),
    };

    // 4 activations × 4 initialisations × 5 regularisers × 4 clips, in the order of a counter with mixed digits.
    private static TrialConfig Ablation(int index)
    {
        Activation[] activations = [new Activation.Relu(), new Activation.Tanh(), new Activation.Sigmoid(), new Activation.Gelu()];
        Initialisation[] inits = [new Initialisation.Auto(), new Initialisation.XavierUniform(), new Initialisation.HeNormal(), new Initialisation.Normal { Std = 0.05 }];
        Clip[] clips = [new Clip.None(), new Clip.Norm(), new Clip.Value { Limit = 0.1 }, new Clip.LayerNorm()];
        var regulariser = index / 16 % 5;
        return new TrialConfig
        {
            Model = new ModelConfig
            {
                Hidden = [128, 128, 128],
                Activation = activations[index % 4],
                Init = inits[index / 4 % 4],
                Dropout = regulariser is 1 or 4 ? 0.2 : 0,
            },
            Training = new TrainingConfig
            {
                Epochs = 20,
                Optimizer = new Optimizer.Sgd { LearningRate = 0.05, Momentum = 0.9 },
                L2 = regulariser is 2 or 4 ? 1e-4 : 0,
                L1 = regulariser == 3 ? 1e-5 : 0,
                Clip = clips[index / 80 % 4],
            },
        };
    }

    private static TrialConfig Large() => new()
    {
        Model = new ModelConfig { Hidden = [1024, 1024] },
        Training = new TrainingConfig { Epochs = 1, BatchSize = new BatchSize(128), Optimizer = new Optimizer.Sgd { LearningRate = 0.01, Momentum = 0.9 } },
    };

    private static TrialConfig Deep() => new()
    {
        Model = new ModelConfig { Depth = 20, Width = 64 },
        Training = new TrainingConfig { Epochs = 5, Optimizer = new Optimizer.Sgd { LearningRate = 0.01, Momentum = 0.9 } },
    };

    private static PreparedData Digits()
        => new DataProvider().Load(new DatasetConfig(), RandomKey.For(1, 0), ".");

    private static PreparedData Noise(int features, int classes, int train, int rest)
    {
        var random = RandomKey.For(1, 0).Sequence(RandomUse.Data);
        SampleSet Draw(int rows)
        {
            var inputs = new float[rows * features];
            var labels = new int[rows];
            for (var r = 0; r < rows; r++)
            {
                labels[r] = (int)random.NextBelow((uint)classes);
                for (var f = 0; f < features; f++)
                    inputs[(r * features) + f] = (float)((2 * random.NextDouble()) - 1 + (f % classes == labels[r] ? 0.3 : 0));
            }

            return new SampleSet(rows, inputs, labels, []);
        }

        return new PreparedData
        {
            Name = "noise",
            Task = TaskKind.Classification,
            Features = features,
            Classes = classes,
            Train = Draw(train),
            Validation = Draw(rest),
            Test = Draw(rest),
            Hash = "noise",
        };
    }
}
