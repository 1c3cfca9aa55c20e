using System.Buffers;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Torch.Tests;

/// <summary>What every engine's training must do, by the public face of this one.</summary>
public sealed class RunTests
{
    private static readonly TorchTrainer Trainer = new();
    private static readonly PreparedData Classes = Samples.Classes();

    public static TheoryData<string> Names => [.. ParityCases.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_training_gives_the_same_digest_twice(string name) => Assert.Equal(Digest(name), Digest(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_resumed_after_every_epoch_equals_an_uninterrupted_one(string name)
    {
        var (config, data) = Battery.Of(name);
        var reports = new List<EpochReport>();
        var run = Trainer.Start(config, data, Battery.Key);
        try
        {
            while (run.NextEpoch(TestContext.Current.CancellationToken))
            {
                reports.Add(run.Report);
                var saved = new ArrayBufferWriter<byte>();
                run.Save(saved);
                run.Dispose();
                run = Trainer.Resume(config, data, Battery.Key, saved.WrittenSpan);
            }

            Assert.Equal(Digest(name), Battery.Digest(reports, run.Finish()));
        }
        finally
        {
            run.Dispose();
        }
    }

    [Fact]
    public void Trainings_side_by_side_in_one_thread_do_not_touch_each_other()
    {
        string[] names = ["dropout", "early stopping", "images"];
        var runs = names.Select(name => (Run: Trainer.Start(Battery.Of(name).Config, Battery.Of(name).Data, Battery.Key), Reports: new List<EpochReport>())).ToArray();
        for (var any = true; any;)
        {
            any = false;
            foreach (var (run, reports) in runs)
            {
                if (!run.NextEpoch(TestContext.Current.CancellationToken))
                    continue;
                reports.Add(run.Report);
                any = true;
            }
        }

        foreach (var (name, (run, reports)) in names.Zip(runs))
        {
            Assert.Equal(Digest(name), Battery.Digest(reports, run.Finish()));
            run.Dispose();
        }
    }

    // Numbers that TorchSharp passes by pointer would be freed while libtorch reads them.
    [Fact]
    public void Collections_at_any_moment_do_no_harm()
    {
        string[] names = ["activation Elu", "max norm", "both dropouts", $"clip {new Clip.Value { Limit = 0.01 }}", $"optimizer {new Optimizer.Adam()}", "regression"];
        var digests = names.Select(Digest).ToArray();
        using var over = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!over.IsCancellationRequested)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            Assert.Equal(digests, names.Select(Digest));
        }
        finally
        {
            over.Cancel();
            collector.Join();
        }
    }

    [Fact]
    public void A_checkpoint_of_another_training_is_refused()
    {
        using var run = Trainer.Start(new TrialConfig(), Classes, Battery.Key);
        run.NextEpoch(TestContext.Current.CancellationToken);
        var saved = new ArrayBufferWriter<byte>();
        run.Save(saved);
        var other = new TrialConfig { Training = new TrainingConfig { Epochs = 7 } };
        Assert.Throws<InvalidCheckpointException>(() => Trainer.Resume(other, Classes, Battery.Key, saved.WrittenSpan));
        Assert.Throws<InvalidCheckpointException>(() => Trainer.Resume(new TrialConfig(), Classes, Battery.Key, saved.WrittenSpan[..^1]));
    }

    [Fact]
    public void The_best_epochs_weights_come_back()
    {
        var config = new TrialConfig
        {
            Model = new ModelConfig { Hidden = [64], Normalization = new Normalisation.BatchNorm() },
            Training = new TrainingConfig { Epochs = 60, Optimizer = new Optimizer.Sgd { LearningRate = 0.5, Momentum = 0.9 }, EarlyStopping = new EarlyStopping.Patience { Epochs = 3 } },
        };
        var (result, reports) = Run(config);
        Assert.Equal(TrainingEnd.EarlyStopping, result.End);
        Assert.Equal(reports.Min(report => report.ValidationLoss), result.ValidationLoss);
        var (cut, _) = Run(config with { Training = config.Training with { Epochs = result.BestEpoch, EarlyStopping = new EarlyStopping.None() } });
        Assert.Equal(cut.WeightsHash, result.WeightsHash);
        Assert.Equal(cut.TestLoss, result.TestLoss);
    }

    [Fact]
    public void The_guard_ends_an_exploding_training()
    {
        var (result, _) = Run(new TrialConfig
        {
            Model = new ModelConfig { Hidden = [12] },
            Training = new TrainingConfig { Epochs = 30, ExplosionGuard = 2, Loss = new Loss.Mse(), Optimizer = new Optimizer.Sgd { LearningRate = 3 } },
        });
        Assert.Equal((TrialOutcome.Diverged, (TrainingEnd?)TrainingEnd.Explosion), (result.Outcome, result.End));
    }

    [Fact]
    public void A_configuration_that_does_not_fit_is_refused_with_all_its_faults()
    {
        var config = new TrialConfig
        {
            Model = new ModelConfig { Hidden = [4], BiasInit = new Initialisation.Orthogonal(), Layers = [new LayerOverride { Layer = 2 }] },
            Training = new TrainingConfig { Loss = new Loss.BinaryCrossEntropy(), Augmentation = new Augmentation { Shift = 1 } },
        };
        Assert.Equal(4, Assert.Throws<InvalidInputException>(() => Trainer.Start(config, Classes, Battery.Key)).Problems.Count);
    }

    [Fact]
    public void Cuda_is_refused_where_there_is_none()
    {
        Assert.SkipWhen(TorchEngine.Load().HasCuda, "this machine has a graphics card that CUDA can use");
        var config = new TrialConfig { Training = new TrainingConfig { Engine = Engine.Torch, Device = Device.Cuda } };
        var refused = Assert.Throws<InvalidInputException>(() => Trainer.Start(config, Classes, Battery.Key));
        Assert.Contains("training.device: cuda", Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_training_throws()
    {
        using var run = Trainer.Start(new TrialConfig(), Classes, Battery.Key);
        Assert.Throws<OperationCanceledException>(() => run.NextEpoch(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Operations_run_in_one_thread()
    {
        using var run = Trainer.Start(new TrialConfig(), Classes, Battery.Key);
        run.NextEpoch(TestContext.Current.CancellationToken);
        Assert.Equal((1, 1), (TorchSharp.torch.get_num_threads(), TorchSharp.torch.get_num_interop_threads()));
    }

    private static string Digest(string name)
    {
        var (config, data) = Battery.Of(name);
        using var run = Trainer.Start(config, data, Battery.Key);
        var reports = new List<EpochReport>();
        while (run.NextEpoch(TestContext.Current.CancellationToken))
            reports.Add(run.Report);
        return Battery.Digest(reports, run.Finish());
    }

    private static (TrialResult Result, List<EpochReport> Reports) Run(TrialConfig config)
    {
        using var run = Trainer.Start(config, Classes, Battery.Key);
        var reports = new List<EpochReport>();
        while (run.NextEpoch(TestContext.Current.CancellationToken))
            reports.Add(run.Report);
        return (run.Finish(), reports);
    }
}
