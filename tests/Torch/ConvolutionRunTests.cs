using System.Buffers;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Data;

namespace Sweep.Torch.Tests;

/// <summary>What every training must do, done by convolutional networks.</summary>
public sealed class ConvolutionRunTests
{
    private static readonly TorchTrainer Trainer = new();

    private static readonly PreparedData Images = Battery.Of("images").Data;

    private static readonly ModelConfig Model = new()
    {
        Hidden = [9],
        Activation = new Activation.Prelu(),
        Conv =
        [
            new ConvStage { Channels = 5, Pool = 2, BatchNorm = BatchNormPlace.Before, Dropout = 0.25 },
            new ConvStage { Channels = 6, Residual = true, Stride = 2, BatchNorm = BatchNormPlace.After },
        ],
    };

    private static readonly TrainingConfig Training = new()
    {
        Epochs = 4,
        BatchSize = new BatchSize(12),
        Optimizer = new Optimizer.Adam { LearningRate = 0.01 },
        EarlyStopping = new EarlyStopping.Patience { Epochs = 2 },
        Augmentation = new Augmentation { Shift = 1, Rotate = 15, Mixup = 0.3 },
    };

    [Fact]
    public void The_same_training_gives_the_same_digest_again_and_resumed_after_every_epoch()
    {
        var config = new TrialConfig { Model = Model, Training = Training, Probes = new ProbesConfig { Histogram = 1, Jacobian = 1 } };
        var (result, reports) = Run(config);
        var again = Run(config);
        Assert.Equal(Battery.Digest(reports, result), Battery.Digest(again.Reports, again.Result));

        var resumed = new List<EpochReport>();
        var run = Trainer.Start(config, Images, Battery.Key);
        while (run.NextEpoch(TestContext.Current.CancellationToken))
        {
            resumed.Add(run.Report);
            var saved = new ArrayBufferWriter<byte>();
            run.Save(saved);
            run.Dispose();
            run = Trainer.Resume(config, Images, Battery.Key, saved.WrittenSpan);
        }

        using (run)
            Assert.Equal(Battery.Digest(reports, result), Battery.Digest(resumed, run.Finish()));
    }

    [Fact]
    public void Every_layer_is_measured()
    {
        var config = new TrialConfig { Model = Model, Training = Training with { Clip = new Clip.Norm { Limit = 0.1 } }, Probes = new ProbesConfig { Histogram = 1, Jacobian = 1 } };
        var report = Run(config).Reports[0];
        Assert.Equal(5, report.Layers.Count);
        Assert.All(report.Layers, layer =>
        {
            Assert.All((float[])[layer.GradientNormMin, layer.GradientNormMean, layer.GradientNormMax, layer.WeightNorm, layer.UpdateRatio, layer.ClipRate, layer.ClipFactor, layer.JacobianNorm, layer.JacobianBound], value => Assert.True(value > 0));
            Assert.Equal(layer.Layer < 5, float.IsFinite(layer.ActivationMean) && layer.ActivationStd > 0 && layer.SaturatedShare >= 0 && layer.DeadShare >= 0);
        });
        // Weights, biases, projection, scales and shifts, slope: of each element one entry a step, four steps.
        Assert.Equal(4 * ((5 * 9) + 5 + 10 + 1), report.Layers[0].Histogram.Sum());
        Assert.Equal(4 * ((6 * 54) + 6 + (6 * 5) + 12 + 1), report.Layers[2].Histogram.Sum());
    }

    [Fact]
    public void Dead_channels_are_counted()
    {
        // A bias far below every input of a ReLU.
        var config = new TrialConfig
        {
            Model = new ModelConfig { Hidden = [], Activation = new Activation.Relu(), BiasInit = new Initialisation.Constant { Value = -100 }, Conv = [new ConvStage { Channels = 4 }] },
            Training = new TrainingConfig { Epochs = 1, BatchSize = BatchSize.Full },
        };
        var layer = Run(config).Reports[0].Layers[0];
        Assert.Equal((1f, 1f, 0f), (layer.DeadShare, layer.SaturatedShare, layer.ActivationMean));
    }

    [Fact]
    public void A_diverging_training_is_a_result()
    {
        var config = new TrialConfig { Model = Model with { Activation = new Activation.Identity() }, Training = Training with { Augmentation = new(), Loss = new Loss.Mse(), Optimizer = new Optimizer.Sgd { LearningRate = 1e9 } } };
        var result = Run(config).Result;
        Assert.Equal((TrialOutcome.Diverged, (TrainingEnd?)TrainingEnd.NonFinite), (result.Outcome, result.End));
        Assert.Matches("^(NaN|Inf) in the (loss|(output|gradient) of layer [1-5])$", result.Detail);
    }

    // One number a channel is what libtorch's batch normalisation refuses.
    [Fact]
    public void A_last_batch_of_one_sample_pooled_to_one_pixel_can_be_normalised()
    {
        var stages = new ConvStage[] { new() { Channels = 3, Pool = 6 }, new() { Channels = 4, BatchNorm = BatchNormPlace.Before } };
        var result = Run(new TrialConfig { Model = new ModelConfig { Hidden = [], Conv = stages }, Training = new TrainingConfig { Epochs = 1, BatchSize = new BatchSize(13) } }).Result;
        Assert.Equal(TrialOutcome.Completed, result.Outcome);
        Assert.True(double.IsFinite(result.TestLoss));
    }

    private static (TrialResult Result, List<EpochReport> Reports) Run(TrialConfig config)
    {
        using var run = Trainer.Start(config, Images, Battery.Key);
        var reports = new List<EpochReport>();
        while (run.NextEpoch(TestContext.Current.CancellationToken))
            reports.Add(run.Report);
        return (run.Finish(), reports);
    }
}
