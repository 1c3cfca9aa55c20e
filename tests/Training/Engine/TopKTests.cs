using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Training.Data;
using Sweep.Training.Losses;
using Sweep.Training.Tests.VectorMath;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Tests.Engine;

/// <summary>Top-k accuracy: the count against sorting on every rung, and what a training makes of it.</summary>
public sealed unsafe class TopKTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 16)]
    [InlineData(7, 37)]
    [InlineData(10, 128)]
    public void Count_is_that_of_sorting_on_every_rung(int outputs, int samples)
    {
        for (var k = 1; k < outputs; k++)
        {
            var counting = new Counting(outputs, samples, k);
            Assert.Equal(counting.BySorting(), (int)Rungs.Same(counting)[0][0]);
        }
    }

    [Fact]
    public void Of_equal_logits_the_first_comes_first_and_nan_is_never_among_the_top()
    {
        // Three classes, sixteen columns; the class is 1 in every sample.
        using var logits = new Guarded(3 * 16);
        using var targets = new Guarded(3 * 16);
        for (var b = 0; b < 16; b++)
            targets.Data[16 + b] = 1;
        (logits.Data[0], logits.Data[16], logits.Data[32]) = (5, 5, 5);
        (logits.Data[1], logits.Data[17], logits.Data[33]) = (float.NegativeInfinity, 0, float.PositiveInfinity);
        (logits.Data[2], logits.Data[18], logits.Data[34]) = (0, 1, float.NaN);
        Assert.Equal(0, TopHits.Count(logits.Data, targets.Data, 3, 3, 16, 1));
        Assert.Equal(2, TopHits.Count(logits.Data, targets.Data, 3, 3, 16, 2));
    }

    [Fact]
    public void Training_measures_top_k_on_all_three_sets_and_changes_nothing_else()
    {
        var (config, data) = Battery.Of("dropout");
        var without = Train(config, data);
        Assert.All(without.Reports, r => Assert.Equal((double.NaN, double.NaN), (r.TrainTopK, r.ValidationTopK)));
        var byK = Enumerable.Range(1, data.Classes - 1).Select(k => Train(config with { Training = config.Training with { TopK = k } }, data)).ToList();
        foreach (var (reports, result) in byK)
        {
            Assert.Equal(CanonicalResult.Digest(without.Reports, without.Result), CanonicalResult.Digest(
                reports.Select(r => r with { TrainTopK = double.NaN, ValidationTopK = double.NaN }),
                result with { TrainTopK = double.NaN, ValidationTopK = double.NaN, TestTopK = double.NaN }));
            Assert.Equal((reports[^1].TrainTopK, reports[^1].ValidationTopK), (result.TrainTopK, result.ValidationTopK));
        }

        Assert.Equal((without.Result.TrainScore, without.Result.ValidationScore, without.Result.TestScore), Scores(byK[0].Result));
        Assert.All(byK.Zip(byK.Skip(1)), pair => Assert.True(
            pair.First.Result.TrainTopK <= pair.Second.Result.TrainTopK && pair.First.Result.TestTopK <= pair.Second.Result.TestTopK));
        Assert.True(byK[^1].Result.TrainTopK > byK[0].Result.TrainTopK);
    }

    [Fact]
    public void Two_classes_of_one_output_have_their_accuracy_as_top_1()
    {
        var data = Samples.Classes(features: 5, classes: 2, train: 40, seed: 4);
        var (_, result) = Train(new() { Model = new() { Hidden = [8] }, Training = new() { Epochs = 3, Loss = new Loss.BinaryCrossEntropy(), TopK = 1 } }, data);
        Assert.Equal((result.TrainScore, result.ValidationScore, result.TestScore), Scores(result));
    }

    [Fact]
    public void Restored_epoch_brings_its_top_k_and_a_diverged_training_has_none_for_validation()
    {
        var (stopping, data) = Battery.Of("early stopping");
        var (reports, result) = Train(stopping with { Training = stopping.Training with { TopK = 2 } }, data);
        Assert.NotEqual(reports.Count, result.BestEpoch);
        Assert.Equal(reports[result.BestEpoch - 1].ValidationTopK, result.ValidationTopK);
        var (diverging, _) = Battery.Of("divergence");
        (reports, result) = Train(diverging with { Training = diverging.Training with { TopK = 2 } }, data);
        Assert.Equal((TrialOutcome.Diverged, double.NaN, double.NaN), (result.Outcome, result.ValidationTopK, result.TestTopK));
        Assert.InRange(reports[^1].TrainTopK, 0, 1);
    }

    [Fact]
    public void Top_k_that_the_data_does_not_allow_is_refused()
    {
        void Refused(string because, int k, PreparedData data)
            => Assert.Contains(because, Assert.Throws<InvalidInputException>(() => Train(new() { Training = new() { TopK = k } }, data)).Message, StringComparison.Ordinal);

        Refused("training.top_k: found 4, must be below the number of classes, 4", 4, Samples.Classes(classes: 4));
        Refused("training.top_k: needs classes, the data set is a regression", 1, Samples.Numbers());
    }

    private static (double, double, double) Scores(TrialResult result) => (result.TrainTopK, result.ValidationTopK, result.TestTopK);

    private static (List<EpochReport> Reports, TrialResult Result) Train(TrialConfig config, PreparedData data)
    {
        using var run = new NativeTrainer().Start(config, data, Battery.Key);
        var reports = new List<EpochReport>();
        while (run.NextEpoch(TestContext.Current.CancellationToken))
            reports.Add(run.Report);
        return (reports, run.Finish());
    }

    // Whole logits of few values, so that many are equal.
    private sealed class Counting : Rungs.IComputation
    {
        private readonly int _outputs;
        private readonly int _samples;
        private readonly int _columns;
        private readonly int _k;
        private readonly float[] _logits;
        private readonly float[] _targets;

        public Counting(int outputs, int samples, int k)
        {
            (_outputs, _samples, _k, _columns) = (outputs, samples, k, (samples + 15) / 16 * 16);
            var random = RandomKey.For(3, 0).Sequence(RandomUse.Data);
            _logits = new float[outputs * _columns];
            _targets = new float[outputs * _columns];
            for (var i = 0; i < _logits.Length; i++)
                _logits[i] = random.NextBelow(20) == 0 ? float.NaN : (int)random.NextBelow(4) - 2;
            for (var b = 0; b < _columns; b++)
                _targets[((int)random.NextBelow((uint)outputs) * _columns) + b] = 1;
        }

        public int BySorting() => Enumerable.Range(0, _samples).Count(b =>
        {
            var logits = Enumerable.Range(0, _outputs).Select(c => _logits[(c * _columns) + b]).ToArray();
            var label = Enumerable.Range(0, _outputs).First(c => _targets[(c * _columns) + b] == 1);
            var top = Enumerable.Range(0, _outputs).OrderByDescending(c => logits[c]).ThenBy(c => c).Take(_k);
            return !logits.Any(float.IsNaN) && top.Contains(label);
        });

        public float[][] Run<F>()
            where F : unmanaged, ISimd<F>
        {
            using var logits = new Guarded(_logits);
            using var targets = new Guarded(_targets);
            return [[TopHits.Count<F>(logits.Data, targets.Data, _outputs, _samples, _columns, _k)]];
        }
    }
}
