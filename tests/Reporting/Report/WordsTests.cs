using Sweep.Core.Specs;
using Sweep.Reporting.Report;
using Sweep.Reporting.Report.Sections;

namespace Sweep.Reporting.Tests.Report;

/// <summary>What the page says in sentences, of a sweep whose truth is known.</summary>
public sealed class WordsTests
{
    [Fact]
    public async Task The_answer_has_three_sentences_with_numbers()
    {
        var answer = Answer.Of(await DataAsync()).Select(r => r.Text).ToList();
        Assert.Equal(3, answer.Count);
        Assert.StartsWith("The choice of <strong>activation</strong> ", answer[0], StringComparison.Ordinal);
        Assert.Contains("relu beats sigmoid by <strong>0.250", answer[0], StringComparison.Ordinal);
        Assert.StartsWith("The only complete one of 4 combinations is <strong>activation relu, init he_normal</strong>, with a validation loss of <strong>0.2578</strong> over 3 replicates", answer[1], StringComparison.Ordinal);
        Assert.StartsWith("<strong>1 of 11 trials diverged</strong>, with init zero", answer[2], StringComparison.Ordinal);
        Assert.Contains("(all with activation sigmoid)", answer[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_to_distrust_names_what_is_missing_and_what_intervals_do_not_cover()
    {
        var points = Distrust.Of(await DataAsync());
        Assert.Equal("Only 11 of 12 trials have a result; what is missing can change every number here.", points[0]);
        Assert.Equal("1 trial failed for reasons not the network's and 0 were stopped; they are in no mean.", points[1]);
        Assert.Contains("All replicates share one split of the data. The intervals tell how much other seeds would change, not how much other data would.", points);
    }

    [Fact]
    public async Task The_methods_say_design_replicates_data_corrections_and_exclusions()
    {
        var text = Methods.Paragraph(await DataAsync(), new(DateTimeOffset.UnixEpoch, "0.2.0+abc"));
        Assert.StartsWith("We varied activation (2 levels) and init (2 levels) in a full factorial design of 4 combinations, each in 3 replicates; all combinations of a replicate shared its random seeds", text, StringComparison.Ordinal);
        Assert.Contains("Data were digits: 1,797 images of 8 x 8 pixels", text, StringComparison.Ordinal);
        Assert.Contains("20 % for validation and 20 % for the test, stratified by class, features standardised by the training rows; one split for all replicates.", text, StringComparison.Ordinal);
        Assert.Contains("adjusted together by Holm's procedure", text, StringComparison.Ordinal);
        Assert.Contains("Of 12 trials, 1 diverged (NaN, Inf or an explosion; counted apart with Wilson intervals, in no mean), 1 failed and 1 had no result yet; means rest on the 9 others.", text, StringComparison.Ordinal);
        Assert.EndsWith("the software was Sweep 0.1.0, the report was made with 0.2.0.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_nobody_wrote_follows_from_the_factors()
        => Assert.Equal("Which activation and init should fake use, and how much does each matter?", ReportWords.Question(await DataAsync()));

    [Fact]
    public async Task Data_are_what_choices_are_compared_on_and_no_choice()
    {
        var both = await DataAsync(FakePlan.Factor("dataset", "moons", "wine"), FakePlan.Factor("activation", "relu", "tanh"));
        Assert.Equal("Which activation should fake use, how much does it matter, and does that hold for every dataset?", ReportWords.Question(both));
        Assert.StartsWith("The best of 4 combinations of choices and data is <strong>activation relu</strong> on dataset moons, with a validation loss of <strong>0.2", Answer.Of(both)[1].Text, StringComparison.Ordinal);
        Assert.Equal("of 1 choice and 1 factor of the data", ReportWords.Varied(both));
        Assert.Equal("The choice of activation makes a difference that stands out of the noise, and so do the data (dataset).", EffectsSection.Lead(both));
    }

    [Fact]
    public async Task Where_data_alone_were_varied_nothing_is_called_a_choice()
    {
        var data = await DataAsync(FakePlan.Factor("label_noise", "0", "0.2"), FakePlan.Factor("dataset", "moons", "wine"));
        Assert.Equal("How much do label noise and dataset change how well fake trains?", ReportWords.Question(data));
        Assert.StartsWith("The best of 4 combinations, which differ in their data alone, is <strong>label_noise 0, dataset moons</strong>, with a validation loss of", Answer.Of(data)[1].Text, StringComparison.Ordinal);
        Assert.Equal("of 0 choices and 2 factors of the data", ReportWords.Varied(data));
        Assert.Equal("The data (label_noise and dataset) make a difference that stands out of the noise.", EffectsSection.Lead(data));
    }

    [Fact]
    public async Task What_was_varied_without_data_is_choices_alone()
    {
        var data = await DataAsync();
        Assert.Equal("of 2 choices", ReportWords.Varied(data));
        Assert.Equal("The choice of activation and init makes a difference that stands out of the noise.", EffectsSection.Lead(data));
    }

    // Four combinations in three replicates: the first factor changes the loss by 0.5, the second one by 0.25.
    private static async Task<ReportData> DataAsync(params Factor[] factors)
    {
        var plan = new FakePlan(3, SmallSweep.Loss, factors);
        var store = Recorded.Store(plan.Trials);
        for (var index = 0L; index < plan.Trials; index++)
        {
            var loss = 0.25 + (0.5 * (index % 4 / 2)) + (0.25 * (index % 2)) + (index % 5 / 128.0);
            store.Add(index, SmallSweep.Completed(loss), SmallSweep.Epochs(loss, 0.9));
        }

        return await ReportData.LoadAsync(store, Recorded.Sweep(plan.Trials), plan);
    }

    private static async Task<ReportData> DataAsync()
    {
        var sweep = new SmallSweep();
        return await ReportData.LoadAsync(sweep.Store, sweep.Record, sweep.Plan);
    }
}
