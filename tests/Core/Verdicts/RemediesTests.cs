using Sweep.Core.Specs;
using Sweep.Core.Tests.Specs;
using Sweep.Core.Verdicts;

namespace Sweep.Core.Tests.Verdicts;

public sealed class RemediesTests
{
    private const string Grid = """
        name: x
        model: {depth: 8}
        vary:
          activation: [sigmoid, relu]
          init: [{normal: 0.01}, he_normal]
          l2: [0, 1e-4]
        replicates: 2
        objective: {maximize: validation_accuracy}
        """;

    private static TrialVerdicts Verdicts(params Verdict[] verdicts) => new([.. verdicts.Select(v => new VerdictEvidence(v, 0, 1, 2, 0, 0, ""))]);

    // Every trial that is not named is vanishing at 0.1.
    private static IReadOnlyList<Remedy> For(SweepPlan plan, long trial, Verdict verdict, params (long Trial, Verdict Verdict, double Score)[] others)
        => Remedies.For(plan, trial, Verdicts(verdict), 0.1, t => others.FirstOrDefault(o => o.Trial == t) is { Score: > 0 } o
            ? TrialFact.Of(t, Verdicts(o.Verdict), o.Score)
            : TrialFact.Of(t, Verdicts(Verdict.Vanishing), 0.1));

    [Fact]
    public void A_trial_that_differs_in_one_factor_and_is_healthy_is_the_remedy()
    {
        var remedy = Assert.Single(For(Compile.Plan(Grid), 0, Verdict.Vanishing, (2, Verdict.Healthy, 0.9)));

        Assert.Equal("with init he_normal in place of normal(0.01) the same network was healthy: trial 2", remedy.Text);
        Assert.Equal((Verdict.Vanishing, "init", 2L), (remedy.Verdict, remedy.Field, remedy.Trial!.Value));
    }

    [Fact]
    public void Healthy_comes_before_better_and_better_before_the_pair_of_the_seed()
    {
        var plan = Compile.Plan(Grid);
        Assert.Equal(2, For(plan, 0, Verdict.Vanishing, (2, Verdict.Healthy, 0.5), (4, Verdict.Overfitting, 0.9))[0].Trial);
        Assert.Equal(12, For(plan, 0, Verdict.Vanishing, (2, Verdict.Healthy, 0.5), (12, Verdict.Healthy, 0.9))[0].Trial);
        Assert.Equal(12, For(plan, 8, Verdict.Vanishing, (4, Verdict.Healthy, 0.9), (12, Verdict.Healthy, 0.9))[0].Trial);
        Assert.Equal("with activation relu in place of sigmoid the same network was not vanishing: trial 4", For(plan, 0, Verdict.Vanishing, (4, Verdict.Overfitting, 0.9))[0].Text);
    }

    [Fact]
    public void Neither_a_worse_trial_nor_a_diverged_one_nor_one_that_differs_in_two_factors_is_a_remedy()
    {
        var plan = Compile.Plan(Grid);
        foreach (var other in new[] { (2L, Verdict.Healthy, 0.05), (2L, Verdict.Diverged, 0.9), (6L, Verdict.Healthy, 0.9) })
            Assert.Null(For(plan, 0, Verdict.Vanishing, other)[0].Trial);
    }

    [Fact]
    public void Candidates_are_the_neighbours_in_all_replicates()
        => Assert.Equal([1, 2, 4, 9, 10, 12], Remedies.Candidates(Compile.Plan(Grid), 8));

    [Theory]
    [InlineData("design: {random: 8}", 0)]
    [InlineData("design: ablation", 0)]
    [InlineData("design: {fraction: 1}", 0)]
    public void Neighbours_differ_in_as_few_factors_as_the_design_has(string design, long combination)
    {
        var plan = Compile.Plan("name: x\nmodel: {depth: 2}\nvary: {activation: [relu, tanh], init: [he_normal, auto], l2: [0, 1e-4]}\n" + design + "\n");
        int Differing(long other) => plan.Labels(other).Zip(plan.Labels(combination)).Count(p => p.First != p.Second);
        var found = Neighbours.Of(plan, combination);

        var least = Enumerable.Range(0, (int)plan.Combinations).Select(c => Differing(c)).Where(d => d > 0).Min();
        Assert.InRange(least, 1, 2);
        Assert.Equal(Enumerable.Range(0, (int)plan.Combinations).Where(c => Differing(c) == least).Select(c => (long)c), found);
    }

    [Fact]
    public void Without_a_trial_that_shows_it_the_books_speak()
    {
        string Book(string yaml, Verdict verdict)
        {
            var remedy = Assert.Single(For(Compile.Plan("name: x\n" + yaml), 0, verdict));
            Assert.Null(remedy.Trial);
            Assert.Contains(remedy.Field.Split('.')[^1].Replace("model", "", StringComparison.Ordinal), remedy.Text + remedy.Field, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', remedy.Text);
            return remedy.Field;
        }

        Assert.Equal("model.activation", Book("model: {activation: sigmoid}", Verdict.Vanishing));
        Assert.Equal("model.init", Book("model: {activation: relu, init: {normal: 0.01}}", Verdict.Vanishing));
        Assert.Equal("model.normalization", Book("model: {activation: relu}", Verdict.Vanishing));
        Assert.Equal("model.residual", Book("model: {activation: relu, normalization: batch_norm}", Verdict.Vanishing));
        Assert.Equal("model.init", Book("model: {init: {normal: 2}}", Verdict.Exploding));
        Assert.Equal("training.clip", Book("model: {}", Verdict.Diverged));
        Assert.Equal("training.optimizer.learning_rate", Book("training: {clip: {norm: 1}}", Verdict.Diverged));
        Assert.Equal("model.activation", Book("model: {activation: relu}", Verdict.Dead));
        Assert.Equal("training.optimizer.learning_rate", Book("model: {activation: tanh}", Verdict.Dead));
        Assert.Equal("model.init", Book("model: {activation: tanh}", Verdict.Saturated));
        Assert.Equal("training.early_stopping", Book("model: {}", Verdict.Overfitting));
        Assert.Equal("model.dropout", Book("training: {early_stopping: patience}", Verdict.Overfitting));
        Assert.Equal("training.l2", Book("training: {l2: 1}", Verdict.Underfitting));
        Assert.Equal("model.activation", Book("model: {activation: identity}", Verdict.Underfitting));
        Assert.Equal("training.optimizer.learning_rate", Book("model: {}", Verdict.Slow));
        Assert.Equal("training.max_steps", Book("training: {max_steps: 10}", Verdict.Slow));
    }

    [Fact]
    public void Healthy_trials_need_no_remedy()
        => Assert.Empty(For(Compile.Plan(Grid), 0, Verdict.Healthy, (2, Verdict.Healthy, 0.9)));

    [Fact]
    public void Facts_are_found_by_trial()
    {
        var facts = new TrialFacts();
        long[] known = [3, 5, 9];
        foreach (var trial in known)
            facts.Add(new(trial, 1, trial));

        for (var trial = 0L; trial <= 10; trial++)
            Assert.Equal(known.Contains(trial) ? (double?)trial : null, facts.Find(trial)?.Objective);
        Assert.Throws<ArgumentException>(() => facts.Add(new(9, 1, 0)));
    }
}
