using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Verdicts;

namespace Sweep.Core.Tests.Verdicts;

public sealed class VerdictRulesTests
{
    private static readonly VerdictContext TenClasses = VerdictContext.For(TaskKind.Classification, 10, rectifier: false);
    private static readonly TrialResult Completed = new() { Outcome = TrialOutcome.Completed, End = TrainingEnd.Epochs };
    private static readonly TrialResult Diverged = new() { Outcome = TrialOutcome.Diverged, End = TrainingEnd.NonFinite, DivergedStep = 12, DivergedLayer = 3 };

    private static EpochReport Epoch(int number, params LayerReport[] layers) => new()
    {
        Epoch = number,
        Steps = number,
        TrainLoss = Math.Pow(number, -3),
        TrainScore = 0.9,
        ValidationLoss = 1.1 / number,
        ValidationScore = 0.9,
        LearningRate = 0.1,
        Layers = layers,
    };

    private static LayerReport[] Geometric(int depth, double perLayer, Func<LayerReport, LayerReport>? change = null)
        => [.. Enumerable.Range(1, depth).Select(layer =>
        {
            var norm = (float)Math.Pow(perLayer, depth - layer);
            var report = new LayerReport { Layer = layer, GradientNormMin = norm / 2, GradientNormMean = norm, GradientNormMax = norm * 2, UpdateRatio = 1e-3f };
            return change is null ? report : change(report);
        })];

    private static EpochReport[] Epochs(int count, Func<int, LayerReport[]> layers)
        => [.. Enumerable.Range(1, count).Select(e => Epoch(e, layers(e)))];

    private static TrialVerdicts Judge(IReadOnlyList<EpochReport> epochs, TrialResult? result = null, VerdictContext? context = null)
        => VerdictRules.Judge(epochs, result ?? Completed, context ?? TenClasses);

    [Fact]
    public void Even_gradients_and_falling_losses_are_healthy()
        => Assert.Equal(["healthy"], Judge(Epochs(10, _ => Geometric(6, 0.8))).Names);

    [Fact]
    public void Geometric_decay_towards_the_first_layer_is_vanishing()
    {
        // A quarter per layer over seven steps back: 6.1e-5.
        var verdicts = Judge(Epochs(10, _ => Geometric(8, 0.25)));

        var evidence = Assert.Single(verdicts.Evidence);
        Assert.Equal(Verdict.Vanishing, evidence.Verdict);
        Assert.Equal(1, evidence.Layer);
        Assert.Equal((1, 10), (evidence.FirstEpoch, evidence.LastEpoch));
        Assert.Equal(Math.Pow(0.25, 7), evidence.Value, 1e-9);
        Assert.Contains("times 0.25 per layer", evidence.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Decay_short_of_the_line_is_not_vanishing()
        => Assert.False(Judge(Epochs(10, _ => Geometric(5, 0.25))).Has(Verdict.Vanishing));

    [Fact]
    public void One_small_first_layer_without_decay_is_vanishing_only_when_its_weights_do_not_move()
    {
        LayerReport[] Layers(float update) => Geometric(9, 1, l => l.Layer == 1 ? l with { GradientNormMean = 1e-4f, UpdateRatio = update } : l);

        Assert.False(Judge(Epochs(6, _ => Layers(1e-3f))).Has(Verdict.Vanishing));
        Assert.True(Judge(Epochs(6, _ => Layers(1e-9f))).Has(Verdict.Vanishing));
    }

    [Fact]
    public void Minority_of_the_last_epochs_does_not_decide()
    {
        Assert.False(Judge(Epochs(10, e => Geometric(8, e >= 9 ? 0.25 : 0.9))).Has(Verdict.Vanishing));
        Assert.True(Judge(Epochs(10, e => Geometric(8, e >= 8 ? 0.25 : 0.9))).Has(Verdict.Vanishing));
    }

    [Fact]
    public void Geometric_growth_towards_the_first_layer_is_exploding()
    {
        var verdicts = Judge(Epochs(10, _ => Geometric(8, 4)));

        Assert.Equal(["exploding"], verdicts.Names);
        Assert.Equal(Math.Pow(4, 7), verdicts.Evidence[0].Value, 1e-6);
    }

    [Fact]
    public void One_spike_is_exploding_and_names_layer_and_epoch()
    {
        var verdicts = Judge([.. Epochs(10, e => Geometric(3, 1, l => e == 4 && l.Layer == 2 ? l with { GradientNormMax = 5_000 } : l))
            .Select(e => e.Epoch == 4 ? e with { TrainLoss = 1.2 } : e)]);

        var evidence = Assert.Single(verdicts.Evidence);
        Assert.Equal((Verdict.Exploding, 2, 4, 4), (evidence.Verdict, evidence.Layer, evidence.FirstEpoch, evidence.LastEpoch));
        Assert.Equal(5_000, evidence.Value, 1e-6);
    }

    [Fact]
    public void A_leap_of_gradients_with_which_the_loss_falls_is_a_network_that_begins_to_learn()
        => Assert.Equal(["healthy"], Judge(Epochs(10, e => Geometric(3, 1, l => e < 4 ? l with { GradientNormMean = 1e-4f, GradientNormMax = 2e-4f } : l))).Names);

    [Fact]
    public void Clipping_that_leaves_almost_nothing_is_exploding_and_mild_clipping_is_not()
    {
        Assert.Equal(["exploding"], Judge(Epochs(5, _ => Geometric(3, 1, l => l with { ClipRate = 0.9f, ClipFactor = 1e-3f }))).Names);
        Assert.Equal(["healthy"], Judge(Epochs(5, _ => Geometric(3, 1, l => l with { ClipRate = 0.9f, ClipFactor = 0.5f }))).Names);
    }

    [Fact]
    public void Infinite_gradients_of_a_diverged_trial_are_exploding_and_diverged()
    {
        var verdicts = Judge(Epochs(1, _ => Geometric(3, 1, l => l with { InfCount = l.Layer == 3 ? 4 : 0, GradientNormMean = float.PositiveInfinity })), Diverged);

        Assert.Equal(["exploding", "diverged"], verdicts.Names);
        Assert.Equal(3, verdicts.Evidence[0].Layer);
        Assert.Equal(12, verdicts.Evidence[1].Value);
    }

    [Fact]
    public void Divergence_without_epochs_is_still_told()
        => Assert.Equal(["diverged"], Judge([], Diverged).Names);

    [Fact]
    public void Loss_beyond_the_guard_is_exploding_and_diverged()
        => Assert.Equal(["exploding", "diverged"], Judge([], Diverged with { End = TrainingEnd.Explosion }).Names);

    [Fact]
    public void Layer_with_mostly_dead_units_is_dead_and_its_zero_gradients_are_not_vanishing()
    {
        var verdicts = Judge(Epochs(6, _ => Geometric(4, 1, l => l.Layer switch
        {
            1 => l with { GradientNormMin = 0, GradientNormMean = 0, GradientNormMax = 0, UpdateRatio = 0 },
            2 => l with { DeadShare = 1 },
            _ => l with { DeadShare = 0.4f },
        })));

        var evidence = Assert.Single(verdicts.Evidence);
        Assert.Equal((Verdict.Dead, 2, 1.0), (evidence.Verdict, evidence.Layer, evidence.Value));
    }

    [Fact]
    public void Gradient_that_underflowed_to_zero_is_vanishing()
        => Assert.True(Judge(Epochs(6, _ => Geometric(4, 0.5, l => l.Layer == 1 ? l with { GradientNormMean = 0 } : l))).Has(Verdict.Vanishing));

    [Fact]
    public void Saturation_is_judged_by_the_kind_of_activation()
    {
        var epochs = Epochs(6, _ => Geometric(4, 1, l => l with { SaturatedShare = 0.8f }));

        Assert.Equal(["saturated"], Judge(epochs).Names);
        Assert.Equal(["healthy"], Judge(epochs, context: TenClasses with { Rectifier = true }).Names);
    }

    [Fact]
    public void Rising_validation_loss_with_falling_training_loss_is_overfitting()
    {
        EpochReport[] Curve(double rise, double trainEnd) => [.. Enumerable.Range(1, 20).Select(e => Epoch(e) with
        {
            TrainLoss = e <= 5 ? 1.0 / e : 0.2 + ((trainEnd - 0.2) * (e - 5) / 15),
            ValidationLoss = e <= 5 ? 1.2 / e : 0.24 * (1 + (rise * (e - 5) / 15)),
        })];

        var evidence = Assert.Single(Judge(Curve(0.8, 0.01)).Evidence);
        Assert.Equal((Verdict.Overfitting, 5, 20), (evidence.Verdict, evidence.FirstEpoch, evidence.LastEpoch));
        Assert.False(Judge(Curve(0.2, 0.01)).Has(Verdict.Overfitting));
        Assert.False(Judge(Curve(0.8, 0.25)).Has(Verdict.Overfitting));
        Assert.False(Judge(Curve(0.8, 0.5)).Has(Verdict.Overfitting));
    }

    [Theory]
    [InlineData(0.23, 10, true)]
    [InlineData(0.25, 10, false)]
    [InlineData(0.57, 2, true)]
    [InlineData(0.60, 2, false)]
    public void Training_score_near_chance_is_underfitting(double score, int classes, bool expected)
    {
        var epochs = Epochs(6, _ => []).Select(e => e with { TrainScore = score, TrainLoss = 0.7 }).ToArray();

        Assert.Equal(expected, Judge(epochs, context: VerdictContext.For(TaskKind.Classification, classes, false)).Has(Verdict.Underfitting));
    }

    [Fact]
    public void With_unknown_classes_a_flat_loss_must_agree_with_the_low_score()
    {
        var unknown = VerdictContext.For(TaskKind.Classification, 0, false);
        var falling = Epochs(6, _ => []).Select(e => e with { TrainScore = 0.4 }).ToArray();
        var flat = falling.Select(e => e with { TrainLoss = 2.3 }).ToArray();

        Assert.False(Judge(falling, context: unknown).Has(Verdict.Underfitting));
        Assert.True(Judge(flat, context: unknown).Has(Verdict.Underfitting));
    }

    [Fact]
    public void R2_near_zero_is_underfitting()
        => Assert.True(Judge([.. Epochs(6, _ => []).Select(e => e with { TrainScore = -0.2, TrainLoss = 1.2 })], context: VerdictContext.For(TaskKind.Regression, 0, false)).Has(Verdict.Underfitting));

    [Fact]
    public void Overfitting_is_not_said_of_weights_that_early_stopping_brought_back()
    {
        EpochReport[] epochs = [.. Enumerable.Range(1, 20).Select(e => Epoch(e) with { ValidationLoss = e <= 5 ? 1.2 / e : 0.24 * (1 + (0.1 * (e - 5))) })];
        var stopped = Completed with { End = TrainingEnd.EarlyStopping, BestEpoch = 5 };

        Assert.Equal(["overfitting"], Judge(epochs, Completed with { BestEpoch = 20 }).Names);
        Assert.Equal(["healthy"], Judge(epochs, stopped).Names);
    }

    [Fact]
    public void Loss_that_still_falls_at_the_end_is_slow_and_one_that_levelled_off_is_not()
    {
        EpochReport[] Curve(Func<int, double> loss) => [.. Enumerable.Range(1, 18).Select(e => Epoch(e) with { TrainLoss = loss(e), ValidationLoss = loss(e) })];

        var evidence = Assert.Single(Judge(Curve(e => 2.3 - (0.05 * e))).Evidence);
        Assert.Equal((Verdict.Slow, 12, 18), (evidence.Verdict, evidence.FirstEpoch, evidence.LastEpoch));

        // Six of the epochs' equal steps, of all that lie between the loss of guessing and the last one.
        Assert.Equal(0.30 / (Math.Log(10) - 1.4), evidence.Value, 1e-9);
        Assert.Equal(["healthy"], Judge(Curve(e => 0.05 + (2.3 * Math.Exp(-e)))).Names);
        Assert.Equal(["healthy"], Judge(Curve(e => 2.3 - (0.05 * e)), Completed with { End = TrainingEnd.EarlyStopping, BestEpoch = 18 }).Names);
    }

    [Fact]
    public void Losses_above_that_of_guessing_are_underfitting_whatever_the_score()
    {
        EpochReport[] With(double train, double validation)
            => [.. Epochs(12, _ => Geometric(3, 1)).Select(e => e with { TrainLoss = train, ValidationLoss = validation, TrainScore = 0.8 })];

        Assert.Equal(["underfitting"], Judge(With(4, 3)).Names);
        Assert.Equal(["healthy"], Judge(With(4, 1)).Names);
        Assert.Equal(["healthy"], Judge(With(1, 3)).Names);
    }

    [Fact]
    public void A_training_whose_validation_loss_rises_is_not_slow_though_its_own_still_falls()
    {
        EpochReport[] Falling(double validation)
            => [.. Epochs(12, _ => Geometric(3, 1)).Select(e => e with { TrainLoss = 2 - (0.1 * e.Epoch), ValidationLoss = 2 + (validation * e.Epoch) })];

        Assert.Equal(["slow"], Judge(Falling(-0.05)).Names);
        Assert.Equal(["healthy"], Judge(Falling(0.01)).Names);
    }

    [Fact]
    public void Slow_is_said_in_place_of_underfitting_while_the_loss_falls()
    {
        EpochReport[] Chance(double step) => [.. Enumerable.Range(1, 12).Select(e => Epoch(e) with { TrainScore = 0.11, TrainLoss = 2.3 - (step * e), ValidationLoss = 2.3 })];

        Assert.Equal(["slow"], Judge(Chance(0.01)).Names);
        Assert.Equal(["underfitting"], Judge(Chance(0)).Names);
    }

    [Fact]
    public void Loss_far_above_guessing_is_exploding_though_layers_agree()
    {
        var verdicts = Judge([.. Epochs(6, _ => Geometric(4, 1)).Select(e => e.Epoch == 1 ? e with { TrainLoss = 500 } : e)]);

        Assert.Equal(["exploding"], verdicts.Names);
        Assert.Equal(500 / Math.Log(10), verdicts.Evidence[0].Value, 1e-9);
    }

    [Fact]
    public void A_training_whose_gradients_fall_by_a_thousand_has_no_spike()
        => Assert.Equal(["healthy"], Judge(Epochs(10, e => Geometric(3, 1, l => l with { GradientNormMean = e == 1 ? 1 : 1e-5f, GradientNormMax = e == 1 ? 3 : 2e-5f }))).Names);

    [Fact]
    public void Divergence_tells_what_went_before_it()
    {
        float[] mean = [1, 4, 16, 64, 256];
        var epochs = Epochs(5, e => Geometric(3, 1, l => l with
        {
            GradientNormMin = l.Layer == 2 ? mean[e - 1] / 2 : 1,
            GradientNormMean = l.Layer == 2 ? mean[e - 1] : 1,
            GradientNormMax = l.Layer == 2 ? (e == 5 ? float.PositiveInfinity : 2 * mean[e - 1]) : 1,
            WeightNorm = 10 * e,
        }));

        var verdicts = Judge(epochs, Diverged);
        var before = verdicts.Before!;
        Assert.Equal((2, 1, 5, 1.0, 256.0, 256.0), (before.Layer, before.FirstEpoch, before.LastEpoch, before.From, before.To, before.Growth));
        Assert.Equal((0.1, 50.0, 5.0), (before.LearningRate, before.WeightNorm, before.WeightGrowth));
        Assert.Contains("step 12, layer 3; before it the gradient norm of layer 2 went over epochs 1 to 5 from 1 to 256 (256 times), learning rate 0.1, its weight norm 50 (5 times)", verdicts.Evidence[^1].Text, StringComparison.Ordinal);
        Assert.Null(Judge(epochs).Before);
    }

    [Fact]
    public void Growth_of_a_thousand_before_a_divergence_is_exploding_and_so_is_an_overflow_in_the_first_step()
    {
        var grown = Epochs(1, _ => Geometric(3, 1, l => l with { GradientNormMin = 0.1f, GradientNormMax = 200 }));
        var still = Epochs(1, _ => Geometric(3, 1, l => l with { GradientNormMin = 0.1f, GradientNormMax = 20 }));
        var blind = Epochs(1, _ => Geometric(3, 1, l => new() { Layer = l.Layer }));

        Assert.Equal(["exploding", "diverged"], Judge(grown, Diverged).Names);
        Assert.Equal(["diverged"], Judge(still, Diverged).Names);
        Assert.Equal(["exploding", "diverged"], Judge(blind, Diverged with { DivergedStep = 1 }).Names);
        Assert.Equal(["diverged"], Judge(blind, Diverged).Names);
    }

    [Fact]
    public void Layers_have_verdicts_of_their_own()
    {
        var layers = Judge(Epochs(6, _ => Geometric(6, 0.1, l => l.Layer == 5 ? l with { SaturatedShare = 0.9f } : l))).Layers;

        Assert.Equal(
            [(1, Verdict.Vanishing), (2, Verdict.Vanishing), (3, Verdict.Healthy), (4, Verdict.Healthy), (5, Verdict.Saturated), (6, Verdict.Healthy)],
            layers.Select(l => (l.Layer, l.Verdict)));
        Assert.Equal(1e-4, layers[1].Value, 1e-9);
    }

    [Fact]
    public void A_rectifier_whose_units_are_dead_is_not_called_saturated_too()
        => Assert.Equal(["dead"], Judge(Epochs(6, _ => Geometric(3, 1, l => l.Layer == 2 ? l with { DeadShare = 0.97f, SaturatedShare = 0.99f } : l)), context: TenClasses with { Rectifier = true }).Names);

    [Fact]
    public void Lines_can_be_moved()
    {
        var epochs = Epochs(10, _ => Geometric(5, 0.25));
        Assert.Equal(["healthy"], Judge(epochs).Names);
        Assert.Equal(["vanishing"], VerdictRules.Judge(epochs, Completed, TenClasses, new() { VanishingRatio = 0.01 }).Names);
    }

    [Fact]
    public void Failed_trials_and_single_epochs_are_not_judged()
    {
        Assert.Empty(Judge(Epochs(10, _ => Geometric(8, 0.25)), new() { Outcome = TrialOutcome.Failed }).Evidence);
        Assert.Empty(Judge(Epochs(1, _ => Geometric(8, 0.25))).Evidence);
    }

    [Fact]
    public void Unmeasured_layers_give_no_verdict_of_their_own()
        => Assert.Equal(["healthy"], Judge(Epochs(6, _ => [new() { Layer = 1 }, new() { Layer = 2 }])).Names);

    [Fact]
    public void Chance_and_rectifier_follow_from_the_configuration()
    {
        var config = new TrialConfig { Dataset = new() { Source = new DataSource.Spirals { Arms = 4 } }, Model = new() { Activation = new Activation.Tanh() } };

        Assert.Equal(new VerdictContext(0.25, false) { ChanceLoss = Math.Log(4) }, VerdictContext.For(config, TaskKind.Classification));
        Assert.Equal(new VerdictContext(0, true) { ChanceLoss = 1, Squared = true }, VerdictContext.For(new() { Dataset = new() { Source = new DataSource.Friedman1() } }, TaskKind.Regression));
        Assert.True(double.IsNaN(VerdictContext.For(new() { Dataset = new() { Source = new DataSource.Csv() } }, TaskKind.Classification).ChanceScore));
    }
}
