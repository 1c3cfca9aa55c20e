using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Training.Data;

namespace Sweep.Training.Tests.Engine;

public sealed class TelemetryTests
{
    private static readonly PreparedData Classes = Samples.Classes(features: 6, classes: 3, train: 40, validation: 37);

    [Fact]
    public void Dead_units_are_told_from_live_ones()
    {
        // A bias far below what any input reaches switches every ReLU off for good.
        var report = FirstReport(new TrialConfig
        {
            Model = new ModelConfig { Hidden = [12, 5], BiasInit = new Initialisation.Constant { Value = -100 } },
            Training = new TrainingConfig { Epochs = 1 },
        });
        Assert.Equal(1, report.Layers[0].DeadShare);
        Assert.Equal(1, report.Layers[0].SaturatedShare);
        Assert.Equal(0, report.Layers[0].ActivationMean);
        Assert.Equal(0, report.Layers[0].GradientNormMax);
        Assert.True(float.IsNaN(report.Layers[2].DeadShare));

        var linear = FirstReport(new TrialConfig { Model = new ModelConfig { Hidden = [12], Activation = new Activation.Identity() }, Training = new TrainingConfig { Epochs = 1 } });
        Assert.Equal(0, linear.Layers[0].DeadShare);
        Assert.Equal(0, linear.Layers[0].SaturatedShare);
    }

    [Fact]
    public void Probes_that_are_off_measure_nothing_and_change_nothing()
    {
        var config = new TrialConfig { Model = new ModelConfig { Hidden = [12, 5] }, Training = new TrainingConfig { Epochs = 3, BatchSize = new BatchSize(8) } };
        var silent = config with { Probes = new ProbesConfig { Gradients = 0, Weights = 0, Activations = 0 } };
        var everything = config with { Probes = new ProbesConfig { Histogram = 1, Jacobian = 1 } };
        var (quiet, _) = Run(silent);
        var (loud, reports) = Run(everything);
        Assert.Equal(quiet, loud);
        Assert.All(reports[^1].Layers, layer => Assert.Equal(80, layer.Histogram.Count));
        var (_, nothing) = Run(silent);
        Assert.All(nothing[^1].Layers, layer => Assert.True(float.IsNaN(layer.GradientNormMean) && float.IsNaN(layer.WeightNorm) && float.IsNaN(layer.ActivationMean)));
    }

    [Fact]
    public void The_histogram_counts_every_parameter_once_a_step()
    {
        var config = new TrialConfig
        {
            Model = new ModelConfig { Hidden = [12, 5] },
            Training = new TrainingConfig { Epochs = 1, BatchSize = new BatchSize(8) },
            Probes = new ProbesConfig { Histogram = 2 },
        };
        var report = FirstReport(config);
        long[] parameters = [(6 * 12) + 12, (12 * 5) + 5, (5 * 3) + 3];
        // Five steps, every second of them measured.
        Assert.Equal(parameters.Select(count => 3 * count), report.Layers.Select(layer => layer.Histogram.Sum()));
    }

    [Fact]
    public void The_Jacobian_of_a_linear_network_is_its_weights_spectral_norm()
    {
        var report = FirstReport(new TrialConfig
        {
            Model = new ModelConfig { Hidden = [6, 6], Activation = new Activation.Identity(), Init = new Initialisation.Orthogonal { Gain = 1.5 } },
            Training = new TrainingConfig { Epochs = 1, Optimizer = new Optimizer.Sgd { LearningRate = 1e-9 } },
            Probes = new ProbesConfig { Jacobian = 1 },
        });
        Assert.All(report.Layers, layer => Assert.Equal(1.5f, layer.JacobianNorm, 1e-4f));
        Assert.Equal(1.5f * 1.5f * 1.5f, report.Layers[0].JacobianBound, 1e-3f);
    }

    [Fact]
    public void A_step_that_divides_the_weights_in_two_has_an_update_ratio_of_one()
    {
        // Without a gradient (all weights zero but decay at work) the change is eta·decay·w, and the ratio that over (1 − eta·decay)·w.
        var report = FirstReport(new TrialConfig
        {
            Model = new ModelConfig { Hidden = [12], BiasInit = new Initialisation.Constant { Value = -100 } },
            Training = new TrainingConfig { Epochs = 1, BatchSize = BatchSize.Full, WeightDecay = 0.5, Optimizer = new Optimizer.Sgd { LearningRate = 1 } },
        });
        Assert.Equal(1, report.Layers[0].UpdateRatio, 1e-5f);
    }

    [Fact]
    public void Max_norm_limits_every_units_weights_and_counts_as_change()
    {
        var config = new TrialConfig
        {
            Model = new ModelConfig { Hidden = [12], BiasInit = new Initialisation.Constant { Value = -100 }, Init = new Initialisation.Constant { Value = 1 } },
            Training = new TrainingConfig { Epochs = 1, BatchSize = BatchSize.Full, MaxNorm = 0.5, Optimizer = new Optimizer.Sgd { LearningRate = 1e-9 } },
        };
        var report = FirstReport(config);
        // Twelve units of norm √6 come down to ½ each.
        Assert.Equal(0.5 * Math.Sqrt(12), report.Layers[0].WeightNorm, 1e-5);
        Assert.Equal((Math.Sqrt(6) - 0.5) / 0.5, report.Layers[0].UpdateRatio, 1e-4);
    }

    [Fact]
    public void A_diverged_training_tells_step_layer_and_cause_and_reports_the_epoch_in_part()
    {
        var config = new TrialConfig
        {
            Model = new ModelConfig { Hidden = [12, 5], Activation = new Activation.Identity() },
            Training = new TrainingConfig { Epochs = 30, BatchSize = new BatchSize(4), Loss = new Loss.Mse(), Optimizer = new Optimizer.Sgd { LearningRate = 1e4 } },
        };
        var (result, reports) = Run(config);
        Assert.Equal(TrialOutcome.Diverged, result.Outcome);
        Assert.Equal(TrainingEnd.NonFinite, result.End);
        Assert.InRange(result.DivergedStep, 1, 9);
        Assert.InRange(result.DivergedLayer, 1, 3);
        Assert.Matches("^(NaN|Inf) in the (output|gradient) of layer [123]$", result.Detail);
        Assert.Equal(result.DivergedStep, reports.Single().Steps);
        Assert.True(double.IsNaN(result.TestLoss));
        Assert.Equal(result, Run(config).Result);
    }

    [Fact]
    public void The_guard_ends_an_exploding_training()
    {
        var (result, _) = Run(new TrialConfig
        {
            Model = new ModelConfig { Hidden = [12] },
            Training = new TrainingConfig { Epochs = 30, ExplosionGuard = 2, Loss = new Loss.Mse(), Optimizer = new Optimizer.Sgd { LearningRate = 3 } },
        });
        Assert.Equal(TrialOutcome.Diverged, result.Outcome);
        Assert.Equal(TrainingEnd.Explosion, result.End);
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
        Assert.Equal(result.Epochs - 3, result.BestEpoch);
        Assert.Equal(reports.Min(report => report.ValidationLoss), result.ValidationLoss);
        var (cut, _) = Run(config with { Training = config.Training with { Epochs = result.BestEpoch, EarlyStopping = new EarlyStopping.None() } });
        Assert.Equal(cut.WeightsHash, result.WeightsHash);
        Assert.Equal(cut.TestLoss, result.TestLoss);
    }

    [Fact]
    public void A_configuration_that_does_not_fit_is_refused_with_all_its_faults()
    {
        var config = new TrialConfig
        {
            Model = new ModelConfig { Hidden = [4], BiasInit = new Initialisation.Orthogonal(), Layers = [new LayerOverride { Layer = 2 }] },
            Training = new TrainingConfig { Loss = new Loss.BinaryCrossEntropy(), Augmentation = new Augmentation { Shift = 1 } },
        };
        var refused = Assert.Throws<InvalidInputException>(() => new NativeTrainer().Start(config, Classes, Battery.Key));
        Assert.Equal(4, refused.Problems.Count);
    }

    [Fact]
    public void A_cancelled_training_throws()
    {
        using var run = new NativeTrainer().Start(new TrialConfig(), Classes, Battery.Key);
        Assert.Throws<OperationCanceledException>(() => run.NextEpoch(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void The_cost_of_a_trial_is_that_of_its_products()
    {
        var config = new TrialConfig { Model = new ModelConfig { Hidden = [128, 128, 128] } };
        var cost = TrialCost.For(config, new DataShape(TaskKind.Classification, 64, 10, 1079, 359, 359));
        double forward = 2 * ((64 * 128) + (2 * 128 * 128) + (128 * 10)), inputs = 2 * ((2 * 128 * 128) + (128 * 10));
        Assert.Equal((20 * 1079 * ((2 * forward) + inputs)) + (((20 * 359) + 359) * forward), cost.Flops);
        Assert.Equal(cost.Flops, (20 * ((1079 * cost.SampleFlops) + cost.ValidationFlops)) + (359 * forward));
        Assert.Equal(20 * 34, cost.Steps);
        Assert.Equal((64 * 128) + (2 * 128 * 128) + (128 * 10) + (3 * 128) + 10, cost.Parameters);
        Assert.InRange(cost.WorkingBytes, 1, 4 << 20);
    }

    private static EpochReport FirstReport(TrialConfig config) => Run(config).Reports[0];

    private static (TrialResult Result, List<EpochReport> Reports) Run(TrialConfig config)
    {
        using var run = new NativeTrainer().Start(config, Classes, Battery.Key);
        var reports = new List<EpochReport>();
        while (run.NextEpoch(TestContext.Current.CancellationToken))
            reports.Add(run.Report);
        return (run.Finish(), reports);
    }
}
