using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training.Data;

namespace Sweep.Training.Tests.Engine;

public sealed class TrainingTests
{
    private static readonly RandomKey Key = RandomKey.For(7, 0);

    [Fact]
    public void A_network_learns_separable_classes()
    {
        var data = Samples.Classes(features: 8, classes: 4, train: 400, validation: 100, test: 100, spread: 0.3);
        var config = new TrialConfig
        {
            Model = new ModelConfig { Hidden = [33, 17] },
            Training = new TrainingConfig { Epochs = 15, Optimizer = new Optimizer.Sgd { LearningRate = 0.05, Momentum = 0.9 } },
        };
        var result = Train(config, data);
        Assert.Equal(TrialOutcome.Completed, result.Outcome);
        Assert.Equal(TrainingEnd.Epochs, result.End);
        Assert.True(result.TestScore > 0.97, $"test accuracy {result.TestScore}");
        Assert.Equal(15 * 13, result.Steps);
        Assert.Equal(15 * 400, result.Samples);
    }

    [Fact]
    public void A_network_learns_a_function()
    {
        var data = Samples.Numbers(features: 5, train: 600, validation: 100, test: 100);
        var config = new TrialConfig
        {
            Model = new ModelConfig { Hidden = [32, 32], Activation = new Activation.Tanh() },
            Training = new TrainingConfig { Epochs = 40, Optimizer = new Optimizer.Adam { LearningRate = 0.01 } },
        };
        var result = Train(config, data);
        Assert.True(result.TestScore > 0.95, $"R² {result.TestScore}");
    }

    [Fact]
    public void A_network_reads_handwritten_digits()
    {
        var data = new DataProvider().Load(new DatasetConfig(), Key, ".");
        var config = new TrialConfig
        {
            Model = new ModelConfig { Hidden = [64], Dropout = 0.1 },
            Training = new TrainingConfig { Epochs = 12, Optimizer = new Optimizer.Sgd { LearningRate = 0.05, Momentum = 0.9 } },
        };
        var result = Train(config, data);
        Assert.True(result.TestScore > 0.95, $"test accuracy {result.TestScore}");
    }

    private static TrialResult Train(TrialConfig config, PreparedData data)
    {
        using var run = new NativeTrainer().Start(config, data, Key);
        while (run.NextEpoch(TestContext.Current.CancellationToken))
        {
        }

        return run.Finish();
    }
}
