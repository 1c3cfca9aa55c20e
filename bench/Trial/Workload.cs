using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training.Data;

namespace Sweep.Bench.Trial;

/// <summary>The workloads that the engine is measured by.</summary>
/// <param name="Data">What is trained on.</param>
/// <param name="Configs">The trials.</param>
internal sealed record Workload(PreparedData Data, IReadOnlyList<TrialConfig> Configs)
{
    /// <summary>A, B or C with this many trials; bench/peers/README.md says what they are.</summary>
    public static Workload Of(string name, int combos) => name switch
    {
        "A" => new Workload(Digits(), [.. Enumerable.Range(0, combos).Select(Ablation)]),
        "B" => new Workload(Noise(784, 100 * 128, 128), [.. Enumerable.Range(0, combos).Select(_ => Large())]),
        "C" => new Workload(Noise(64, 100 * 32, 32), [.. Enumerable.Range(0, combos).Select(_ => Deep())]),
        _ => throw new ArgumentException($"unknown workload {name}: use A, B or C", nameof(name)),
    };

    private static TrialConfig Ablation(int index)
    {
        Activation[] activations = [new Activation.Sigmoid(), new Activation.Tanh(), new Activation.Relu(), new Activation.LeakyRelu(), new Activation.Elu()];
        Initialisation[] inits = [new Initialisation.XavierUniform(), new Initialisation.HeNormal(), new Initialisation.Normal { Std = 0.01 }];
        return new TrialConfig
        {
            Model = new ModelConfig
            {
                Hidden = [128, 128, 128],
                Activation = activations[index % 5],
                Init = inits[index / 5 % 3],
                Dropout = index / 15 % 2 * 0.3,
            },
            Training = new TrainingConfig
            {
                Epochs = 20,
                Optimizer = new Optimizer.Sgd { LearningRate = 0.05, Momentum = 0.9 },
                L2 = index / 30 % 2 * 1e-4,
                Clip = index / 60 % 2 == 0 ? new Clip.None() : new Clip.Norm(),
            },
        };
    }

    private static TrialConfig Large() => new()
    {
        Model = new ModelConfig { Hidden = [1024, 1024], Activation = new Activation.Relu() },
        Training = new TrainingConfig { Epochs = 1, BatchSize = new BatchSize(128), Optimizer = new Optimizer.Sgd { LearningRate = 0.01, Momentum = 0.9 } },
    };

    private static TrialConfig Deep() => new()
    {
        Model = new ModelConfig { Depth = 20, Width = 64, Activation = new Activation.Relu() },
        Training = new TrainingConfig { Epochs = 100, Optimizer = new Optimizer.Sgd { LearningRate = 0.01, Momentum = 0.9 } },
    };

    private static PreparedData Digits()
        => new DataProvider().Load(new DatasetConfig(), RandomKey.For(1, 0), ".");

    private static PreparedData Noise(int features, int train, int rest)
    {
        const int Classes = 10;
        var random = RandomKey.For(1, 0).Sequence(RandomUse.Data);
        SampleSet Draw(int rows)
        {
            var inputs = new float[rows * features];
            var labels = new int[rows];
            for (var r = 0; r < rows; r++)
            {
                labels[r] = (int)random.NextBelow(Classes);
                for (var f = 0; f < features; f++)
                    inputs[(r * features) + f] = (float)((2 * random.NextDouble()) - 1 + (f % Classes == labels[r] ? 0.3 : 0));
            }

            return new SampleSet(rows, inputs, labels, []);
        }

        return new PreparedData
        {
            Name = "noise",
            Task = TaskKind.Classification,
            Features = features,
            Classes = Classes,
            Train = Draw(train),
            Validation = Draw(rest),
            Test = Draw(rest),
            Hash = "noise",
        };
    }
}
