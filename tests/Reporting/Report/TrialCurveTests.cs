using Sweep.Core.Results;
using Sweep.Reporting.Report;

namespace Sweep.Reporting.Tests.Report;

public sealed class TrialCurveTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 1)]
    [InlineData(65, 2)]
    [InlineData(130, 4)]
    [InlineData(1_000, 16)]
    public void A_curve_keeps_its_ends_and_every_so_many_epochs(int epochs, int stride)
    {
        var curve = TrialCurve.Of(Epochs(epochs), Metric.ValidationLoss);
        Assert.Equal(stride, curve.Stride);
        Assert.Equal((1, epochs), (curve.Epochs[0], curve.Epochs[^1]));
        Assert.InRange(curve.Epochs.Count, 1, TrialCurve.Greatest + 2);
        Assert.All(curve.Epochs.Skip(1).SkipLast(1), e => Assert.Equal(0, e % stride));
        Assert.Equal(curve.Epochs.Select(e => 1f / e), curve.Validation);
        Assert.Equal(curve.Epochs.Select(e => 2f / e), curve.Train);
    }

    [Fact]
    public void Behind_its_end_a_curve_stands_at_its_last_value()
    {
        var curve = TrialCurve.Of(Epochs(3), Metric.ValidationLoss);
        Assert.Equal((1f, 1f / 3, 1f / 3), (curve.ValidationAt(1), curve.ValidationAt(3), curve.ValidationAt(9)));
        Assert.True(float.IsNaN(TrialCurve.Of([], Metric.ValidationLoss).ValidationAt(1)));
    }

    [Fact]
    public void Bands_are_quartiles_over_all_trials_and_a_diverged_one_is_the_worst_from_its_end_on()
    {
        var trials = new[] { 1.0, 2, 3, 4 }.Select((loss, i) => Trial(i, loss, 4, TrialOutcome.Completed)).Append(Trial(4, 0.5, 2, TrialOutcome.Diverged)).ToList();
        var bands = Bands.Of(trials, maximize: false);
        Assert.Equal(5, bands.Trials);
        Assert.Equal([1, 2, 3, 4], bands.Epochs);
        Assert.Equal([2.0, 2, 3, 3], bands.Median);
        Assert.Equal([1.0, 1, 2, 2], bands.Low);
        Assert.Equal([3.0, 3, 4, 4], bands.High);
        var lost = Bands.Of([.. trials.Take(1), trials[4], trials[4] with { Index = 9 }], maximize: false);
        Assert.Equal([0.5, 0.5, double.NaN, double.NaN], lost.Median);
    }

    [Fact]
    public void A_trial_that_ended_early_stays_in_the_bands()
    {
        var bands = Bands.Of([Trial(0, 1, 2, TrialOutcome.Completed), Trial(1, 3, 4, TrialOutcome.Completed)], maximize: true);
        Assert.Equal([2.0, 2, 2, 2], bands.Median);
    }

    [Fact]
    public void The_page_thins_curves_by_halves_until_they_fit_and_says_so()
    {
        var few = new PageCurves([Trial(0, 1, 50, TrialOutcome.Completed)]);
        Assert.Equal((false, ""), (few.Thinned, few.Note));
        var many = new PageCurves([.. Enumerable.Range(0, 10_000).Select(i => Trial(i, 1, 60, TrialOutcome.Completed))]);
        Assert.Equal((2, true), (many.Stride, many.Thinned));
        Assert.Equal("Curves keep every 2nd epoch, the first and the last.", many.Note);
        using var json = System.Text.Json.JsonDocument.Parse(many.ToJson());
        Assert.Equal([1, .. Enumerable.Range(1, 30).Select(e => 2 * e)], json.RootElement.GetProperty("epochs")[0].EnumerateArray().Select(e => e.GetInt32()));
        Assert.True(json.RootElement.GetProperty("validation").EnumerateArray().Sum(t => t.GetString()!.Split(' ').Length) * 2 <= PageCurves.GreatestValues);
    }

    [Fact]
    public void A_sample_is_the_same_whatever_the_order_and_favours_no_level()
    {
        var forward = Sample(Enumerable.Range(0, 40_000));
        Assert.Equal(forward, Sample(Enumerable.Range(0, 40_000).Reverse()));
        Assert.Equal(1_000, forward.Count);

        // Of two levels that alternate, each has half within five standard deviations.
        Assert.InRange(forward.Count(i => i % 2 == 0), 500 - 79, 500 + 79);
    }

    private static List<long> Sample(IEnumerable<int> indices)
    {
        var sample = new TrialSample(1_000);
        foreach (var index in indices)
            sample.Add(index, () => Trial(index, 1, 1, TrialOutcome.Completed));
        Assert.Equal(40_000, sample.Met);
        return [.. sample.ToList().Select(t => t.Index)];
    }

    private static ReportTrial Trial(long index, double loss, int epochs, TrialOutcome outcome) => new(
        index, index, 0, [], [], outcome, Core.Verdicts.TrialVerdicts.None, loss, loss, loss, 1, 1, epochs, epochs, DateTimeOffset.UnixEpoch, 1, "host/0", 1,
        TrialCurve.Of([.. Epochs(epochs).Select(e => e with { ValidationLoss = loss, TrainLoss = loss })], Metric.ValidationLoss));

    private static EpochReport[] Epochs(int count) => [.. Enumerable.Range(1, count).Select(e => new EpochReport
    {
        Epoch = e,
        Steps = e,
        TrainLoss = 2.0 / e,
        TrainScore = 0.5,
        ValidationLoss = 1.0 / e,
        ValidationScore = 0.5,
        LearningRate = 0.1,
    })];
}
