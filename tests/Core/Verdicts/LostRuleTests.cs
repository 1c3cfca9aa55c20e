using Sweep.Core.Results;
using Sweep.Core.Verdicts;

namespace Sweep.Core.Tests.Verdicts;

/// <summary>Networks that had learnt and end worse than guessing: with two classes above a loss of 0.693.</summary>
public sealed class LostRuleTests
{
    private static readonly VerdictContext TwoClasses = VerdictContext.For(TaskKind.Classification, 2, rectifier: false);
    private static readonly VerdictContext Unknown = VerdictContext.For(TaskKind.Classification, 0, rectifier: false);
    private static readonly TrialResult Completed = new() { Outcome = TrialOutcome.Completed, End = TrainingEnd.Epochs };

    // Ten epochs that level off at a training loss of 0.1 and a validation loss of 0.2, then those given.
    private static EpochReport[] After(params (double Train, double Validation)[] late)
        => [.. Enumerable.Range(1, 10).Select(e => (Train: 0.1 + (0.9 * Math.Exp(-e)), Validation: 0.2 + Math.Exp(-e))).Concat(late).Select((loss, i) => new EpochReport
        {
            Epoch = i + 1,
            Steps = i + 1,
            TrainLoss = loss.Train,
            TrainScore = 0.9,
            ValidationLoss = loss.Validation,
            ValidationScore = 0.9,
            LearningRate = 0.1,
        })];

    private static IReadOnlyList<string> Names(EpochReport[] epochs, VerdictThresholds? lines = null, VerdictContext? context = null, TrialResult? result = null)
        => VerdictRules.Judge(epochs, result ?? Completed, context ?? TwoClasses, lines).Names;

    [Fact]
    public void One_last_epoch_worse_than_guessing_is_enough_and_the_training_loss_tells_which_verdict()
    {
        Assert.Equal(["exploding"], Names(After((0.4, 1.5))));
        Assert.Equal(["overfitting"], Names(After((0.05, 1.5))));
        Assert.Equal(["healthy"], Names(After((0.4, 0.21))));
        Assert.Equal(["healthy"], Names(After((0.4, 1.01 * Math.Log(2)))));
    }

    [Fact]
    public void It_tells_what_was_lost_and_when()
    {
        var evidence = Assert.Single(VerdictRules.Judge(After((0.4, 1.5), (0.5, 1.2)), Completed, TwoClasses).Evidence);

        Assert.Equal((Verdict.Exploding, 0, 11, 12, 1.02), (evidence.Verdict, evidence.Layer, evidence.FirstEpoch, evidence.LastEpoch, evidence.Threshold));
        Assert.Equal(1.35 / Math.Log(2), evidence.Value, 1e-12);
        Assert.Equal("validation loss rose from 0.2 in epoch 10 to 1.5 in epoch 11 and is 1.2 in epoch 12, where that of guessing is 0.693, and training loss rose from 0.1 to 0.45", evidence.Text);
    }

    [Fact]
    public void A_training_loss_that_stays_where_it_was_is_overfitting()
        => Assert.Equal(["overfitting"], Names(After((0.105, 0.5), (0.106, 0.9))));

    [Fact]
    public void What_never_was_well_below_guessing_was_not_lost()
    {
        EpochReport[] Flat(double before) => [.. After((0.6, 0.73)).Select(e => e.Epoch <= 10 ? e with { ValidationLoss = before } : e)];

        Assert.Equal(["healthy"], Names(Flat(0.65)));
        Assert.Equal(["exploding"], Names(Flat(0.5)));
    }

    [Fact]
    public void A_loss_is_back_after_three_epochs_well_below_guessing_or_one_that_is_the_least_of_all()
    {
        Assert.Equal(["exploding"], Names(After((0.4, 1.5), (0.2, 0.3), (0.1, 0.25))));
        Assert.Equal(["healthy"], Names(After((0.4, 1.5), (0.2, 0.3), (0.1, 0.25), (0.1, 0.25))));
        Assert.Equal(["healthy"], Names(After((0.4, 1.5), (0.09, 0.1))));

        // Between the two lines it is no longer worse than guessing, but what was learnt is not back either.
        Assert.Equal(["exploding"], Names(After((0.4, 1.5), (0.4, 0.6), (0.4, 0.6), (0.4, 0.6), (0.4, 0.6))));
    }

    [Fact]
    public void Where_both_losses_stay_above_guessing_it_is_underfitting_too()
        => Assert.Equal(["exploding", "underfitting"], Names(After((0.8, 1.5), (0.9, 1.5), (1, 1.5))));

    [Fact]
    public void Weights_that_early_stopping_brought_back_lost_nothing()
        => Assert.Equal(["healthy"], Names(After((0.4, 1.5), (0.5, 1.2)), result: Completed with { End = TrainingEnd.EarlyStopping, BestEpoch = 10 }));

    [Fact]
    public void With_unknown_classes_the_first_epoch_stands_for_guessing_where_it_is_the_worse()
    {
        EpochReport[] Of(double first) => [.. After((0.4, 1.5)).Select(e => e.Epoch == 1 ? e with { TrainLoss = first } : e)];

        Assert.Equal(["exploding"], Names(Of(0.6), context: Unknown));
        Assert.Equal(["exploding"], Names(Of(1.4), context: Unknown));
        Assert.Equal(["healthy"], Names(Of(2.3), context: Unknown));
    }

    [Fact]
    public void Both_lines_can_be_moved()
    {
        Assert.Equal(["healthy"], Names(After((0.4, 1.5)), new() { LostLoss = 3 }));
        Assert.Equal(["healthy"], Names(After((0.4, 1.5)), new() { LearntLoss = 0.2 }));
        Assert.Equal(["exploding"], Names(After((0.4, 1.5)), new() { LearntLoss = 0.3 }));
    }

    [Fact]
    public void Regression_is_judged_by_the_variance_of_its_targets()
        => Assert.Equal(["exploding"], Names(After((0.4, 1.1)), context: VerdictContext.For(TaskKind.Regression, 0, rectifier: false)));
}
