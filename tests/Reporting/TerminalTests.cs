using Spectre.Console;
using Sweep.Core.Results;
using Sweep.Reporting.Terminal;
using Sweep.Storage;

namespace Sweep.Reporting.Tests;

public sealed class TerminalTests
{
    private static readonly string[] Parts =
    [
        "11 of 12 trials: 9 completed, 1 diverged, 1 failed",
        "Best combinations by mean validation_loss (less is better)",
        "Picked by all replicates but one",
        "test data are looked at once, for combination 0: accuracy 0.7500",
        "Which choices won",
        "activation: explains",
        "init: explains",
        "Which choices depend on each other",
        "How the gradients behaved",
        "relu beats sigmoid by 0.2500",
    ];

    private static (IAnsiConsole Console, StringWriter Text) Console(int width = 80, bool unicode = true, bool colour = false)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new()
        {
            Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = unicode;
        return (console, text);
    }

    private static async Task<string> ResultsAsync(int width = 80, bool unicode = true)
    {
        var (console, text) = Console(width, unicode);
        ResultTables.Write(console, await new SmallSweep().LoadAsync());
        return text.ToString();
    }

    [Fact]
    public async Task Results_fit_eighty_columns_and_carry_no_escape_codes()
    {
        var text = await ResultsAsync();

        Assert.All(text.Split('\n'), l => Assert.True(l.TrimEnd().Length <= 80, l));
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public async Task Results_show_leaders_choices_gradients_and_conclusion_in_that_order()
    {
        var text = await ResultsAsync(120);
        var at = Parts.Select(p => text.IndexOf(p, StringComparison.Ordinal)).ToArray();

        Assert.DoesNotContain(-1, at);
        Assert.Equal(at.Order(), at);
    }

    [Fact]
    public async Task Diverged_trials_are_flagged_beside_their_level()
    {
        var line = (await ResultsAsync()).Split('\n').First(l => l.TrimStart().StartsWith("relu", StringComparison.Ordinal) && l.Contains("best", StringComparison.Ordinal));

        Assert.Contains("1/6 !", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_terminals_get_plain_characters()
        => Assert.DoesNotContain(await ResultsAsync(unicode: false), c => c > 127);

    [Fact]
    public async Task Trial_view_shows_verdict_with_evidence_curves_and_layers()
    {
        var sweep = new SmallSweep();
        var (console, text) = Console();
        ResultTables.Write(console, await TrialReport.LoadAsync(sweep.Store, sweep.Record, sweep.Plan, 2));

        var shown = text.ToString();
        Assert.Contains("activation: sigmoid", shown, StringComparison.Ordinal);
        Assert.Contains("outcome: completed (end: epochs)", shown, StringComparison.Ordinal);
        Assert.Contains("verdict: vanishing (epochs 1 to 6): first layer's gradient norm is 0.0001", shown, StringComparison.Ordinal);
        Assert.Contains("1.500 █▄▂▁▁▁ 0.2500", shown, StringComparison.Ordinal);
        Assert.Contains("1.0e-4", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("DOES NOT MATCH", shown, StringComparison.Ordinal);
        Assert.All(shown.Split('\n'), l => Assert.True(l.TrimEnd().Length <= 80, l));
    }

    [Fact]
    public async Task Trial_view_shows_top_k_accuracy_where_the_training_measures_it()
    {
        var shown = await ShownAsync(5);
        Assert.Matches(@"top-5 accuracy.* 0\.9531.* 0\.8906.* 0\.8281", shown);
        Assert.Matches(@"\nvalidation top-5 +0\.5000 ", shown);
        Assert.DoesNotContain("top-", await ShownAsync(0), StringComparison.Ordinal);

        static async Task<string> ShownAsync(int topK)
        {
            var plan = new FakePlan(1, SmallSweep.Loss);
            var store = Recorded.Store(1);
            store.Add(0, SmallSweep.Completed(0.5) with { TrainTopK = 0.953125, ValidationTopK = 0.890625, TestTopK = 0.828125 }, SmallSweep.Epochs(1, 1)[0] with { ValidationTopK = 0.5 });
            var report = await TrialReport.LoadAsync(store, Recorded.Sweep(1), plan, 0);
            var combination = report.Definition.Combination;
            var config = combination.Config with { Training = combination.Config.Training with { TopK = topK } };
            var (console, text) = Console();
            ResultTables.Write(console, report with { Definition = report.Definition with { Combination = combination with { Config = config } } });
            return text.ToString();
        }
    }

    [Theory]
    [InlineData(10, "[red]gave up")]
    [InlineData(11, "outcome: none yet; attempt 1 claimed by host")]
    [InlineData(5, "verdict: diverged (epoch 2): NaN in the gradient of layer 2 at step 40, layer 2")]
    public async Task Trials_without_metrics_are_told_in_words(long index, string expected)
    {
        var sweep = new SmallSweep();
        var (console, text) = Console();
        ResultTables.Write(console, await TrialReport.LoadAsync(sweep.Store, sweep.Record, sweep.Plan, index));

        Assert.Contains(expected, text.ToString().Replace("\n", " ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Altered_record_is_told_in_the_trial_view()
    {
        var sweep = new SmallSweep();
        var report = await TrialReport.LoadAsync(sweep.Store, sweep.Record, sweep.Plan, 0);
        var (console, text) = Console(200);
        ResultTables.Write(console, report with { Verified = CanonicalResult.Digest(report.Epochs.Skip(1), report.Trial!.Finished!.Result) == report.Trial.Finished.Digest });

        Assert.Contains("DOES NOT MATCH", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sweeps_are_listed_with_their_progress()
    {
        var (console, text) = Console();
        ResultTables.Write(console, [new SweepSummary(Recorded.Sweep(12), new(9, 1, 1, 0, 1))]);

        Assert.Contains("11/12", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("2026-01-02 03:04", text.ToString(), StringComparison.Ordinal);
    }
}
