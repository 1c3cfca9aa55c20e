using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Statistics;

namespace Sweep.Core.Tests.Statistics;

/// <summary>Whole analyses held against R's aov, lm, emmeans and car (tests/reference/effects.R).</summary>
public sealed class EffectReferenceTests
{
    private static readonly string[] Factors = ["a", "b", "c"];
    private static readonly string[] Pairs = ["a:b", "a:c", "b:c"];

    private readonly JsonElement _reference = StatisticsReference.Load("effects");

    private static ObservationTable Table(JsonElement rows, int levelsB = 2)
    {
        var table = new ObservationTable([new("a", ["a0", "a1", "a2"]), new("b", [.. Enumerable.Range(0, levelsB).Select(b => $"b{b}")]), new("c", ["c0", "c1"])]);

        // From the last to the first, for the order of trials must not count.
        foreach (var row in rows.EnumerateArray().Select(r => r.Numbers()).Reverse())
            table.Add([(int)row[0], (int)row[1], (int)row[2]], (int)row[3], double.IsNaN(row[4]) ? TrialOutcome.Failed : TrialOutcome.Completed, row[4]);
        return table;
    }

    private static void AssertContrasts(JsonElement expected, FactorAnalysis factor)
    {
        Assert.Equal(expected.GetArrayLength(), factor.Contrasts.Count);
        foreach (var contrast in expected.EnumerateArray())
        {
            var actual = factor.Between((int)contrast.Number("level"), (int)contrast.Number("reference"))!;
            Assert.Equal(contrast.Number("difference"), actual.Difference, 1e-11);
            Assert.Equal(contrast.Number("standard_error"), actual.StandardError, 1e-11);
            Assert.Equal(contrast.Number("p"), actual.P, 1e-10);
            if (contrast.TryGetProperty("degrees", out var degrees))
                Assert.Equal(degrees.GetDouble(), actual.Degrees, 1e-9);
            if (contrast.TryGetProperty("confidence", out var interval))
                StatisticsReference.AssertInterval(interval, actual.Confidence);
        }
    }

    private static void AssertPart(JsonElement expected, VarianceComponent actual)
    {
        Assert.Equal(expected.Number("sum_of_squares"), actual.SumOfSquares, 1e-11);
        Assert.Equal(expected.Number("degrees"), actual.Degrees);
        Assert.Equal(expected.Number("omega_squared"), actual.OmegaSquared, 1e-11);
        if (expected.TryGetProperty("share", out var share))
            Assert.Equal(share.GetDouble(), actual.Share, 1e-11);
    }

    private static IEnumerable<(string Name, VarianceComponent Part)> Parts(SweepAnalysis analysis)
        => Factors.Zip(analysis.Variance.Main).Concat(Pairs.Zip(analysis.Variance.Pairs));

    [Fact]
    public void Full_factorial_gives_means_differences_and_effect_sizes_as_r_does()
    {
        var expected = _reference.GetProperty("balanced");
        var analysis = SweepAnalysis.Of(Table(expected.GetProperty("rows")), new());

        Assert.Equal((AnalysisBasis.Replicates, 4, EstimationMethod.CellMeans), (analysis.Basis, analysis.Units, analysis.Method));
        foreach (var factor in analysis.Factors)
        {
            var own = expected.GetProperty(factor.Factor);
            var (means, errors, lows) = (own.GetProperty("means").Numbers(), own.GetProperty("errors").Numbers(), own.GetProperty("lows").Numbers());
            for (var level = 0; level < means.Length; level++)
            {
                Assert.Equal(means[level], factor.Levels[level].Adjusted, 1e-12);
                Assert.Equal(means[level], factor.Levels[level].Mean, 1e-12);
                Assert.Equal(errors[level], factor.Levels[level].StandardError, 1e-12);
                Assert.Equal(lows[level], factor.Levels[level].Confidence.Low, 1e-9);
            }

            AssertContrasts(own.GetProperty("contrasts"), factor);
            foreach (var contrast in own.GetProperty("contrasts").EnumerateArray())
            {
                var actual = factor.Between((int)contrast.Number("level"), (int)contrast.Number("reference"))!;
                Assert.Equal(contrast.Number("pairs"), actual.Pairs);
                Assert.Equal(contrast.Number("cohen_d"), actual.CohenD, 1e-11);
                Assert.Equal(actual.CohenD * EffectSize.HedgesCorrection(actual.Pairs - 1), actual.HedgesG, 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(Adjustment.Holm, "holm")]
    [InlineData(Adjustment.BenjaminiHochberg, "benjamini_hochberg")]
    public void Family_of_corrected_p_values_is_all_pairs_of_levels_of_all_factors(Adjustment adjustment, string name)
    {
        var expected = _reference.GetProperty("balanced");
        var analysis = SweepAnalysis.Of(Table(expected.GetProperty("rows")), new() { Adjust = adjustment });
        var p = expected.GetProperty(name).Numbers();
        var place = 0;
        foreach (var factor in Factors.Select(name => analysis.Factors.Single(f => f.Factor == name)))
        {
            foreach (var contrast in expected.GetProperty(factor.Factor).GetProperty("contrasts").EnumerateArray())
                Assert.Equal(p[place++], factor.Between((int)contrast.Number("level"), (int)contrast.Number("reference"))!.AdjustedP, 1e-10);
        }
    }

    [Fact]
    public void Full_factorial_gives_the_tests_and_shares_of_aov_with_error_strata()
    {
        var expected = _reference.GetProperty("balanced");
        var analysis = SweepAnalysis.Of(Table(expected.GetProperty("rows")), new());

        Assert.True(analysis.Variance.Exact);
        foreach (var (name, part) in Parts(analysis))
            AssertPart(expected.GetProperty("variance").GetProperty(name), part);
        Assert.Equal(expected.Number("replicate"), analysis.Variance.Replicate.SumOfSquares, 1e-11);
        Assert.Equal(expected.Number("higher"), analysis.Variance.Higher.SumOfSquares, 1e-11);
        Assert.Equal(expected.Number("residual"), analysis.Variance.Residual.SumOfSquares, 1e-11);
        Assert.Equal(expected.Number("total"), analysis.Variance.Total, 1e-11);
        foreach (var factor in analysis.Factors)
            AssertTest(expected.GetProperty(factor.Factor), factor.Test);
        foreach (var pair in analysis.Interactions)
            Assert.Equal(expected.GetProperty("variance").GetProperty($"{pair.FirstName}:{pair.SecondName}").Number("f"), pair.Test.F, 1e-7);
        AssertInteraction(expected.GetProperty("interaction_ab"), analysis, 2);
        AssertTest(expected.GetProperty("interaction_ab"), analysis.Interactions.Single(i => (i.First, i.Second) == (0, 1)).Test);
    }

    // R prints epsilon with four digits, but judges by all of them.
    private static void AssertTest(JsonElement expected, OmnibusTest actual)
    {
        Assert.Equal(1, actual.F / expected.Number("f"), 1e-8);
        Assert.Equal(expected.Number("epsilon"), actual.Epsilon, 6e-5);
        Assert.Equal(expected.Number("p"), actual.P, 1e-9);
    }

    private static void AssertInteraction(JsonElement expected, SweepAnalysis analysis, int columns)
    {
        var pair = analysis.Interactions.Single(i => (i.First, i.Second) == (0, 1));
        var (deviations, errors) = (expected.GetProperty("deviations").Numbers(), expected.GetProperty("errors").Numbers());
        for (var cell = 0; cell < deviations.Length; cell++)
        {
            var actual = pair.Cells[cell / columns][cell % columns];
            Assert.Equal(deviations[cell], actual.Deviation, 1e-11);
            Assert.Equal(errors[cell], actual.StandardError, 1e-11);
        }
    }

    [Fact]
    public void Missing_trials_give_emmeans_with_jackknife_errors_and_type_two_sums_of_squares()
    {
        var expected = _reference.GetProperty("unbalanced");
        var analysis = SweepAnalysis.Of(Table(expected.GetProperty("rows")), new() { Planned = 48 });

        Assert.Equal((AnalysisBasis.Replicates, EstimationMethod.LeastSquaresWithPairs), (analysis.Basis, analysis.Method));
        Assert.Equal((48, 41, 7, 0), (analysis.Missing.Planned, analysis.Missing.Valued, analysis.Missing.Failed, analysis.Missing.Unfinished));
        foreach (var factor in analysis.Factors)
        {
            var means = expected.GetProperty(factor.Factor).GetProperty("means").Numbers();
            Assert.All(means.Zip(factor.Levels), m => Assert.Equal(m.First, m.Second.Adjusted, 1e-11));
            AssertContrasts(expected.GetProperty(factor.Factor).GetProperty("contrasts"), factor);
        }

        Assert.False(analysis.Variance.Exact);
        foreach (var (name, part) in Parts(analysis))
            AssertPart(expected.GetProperty("type_two").GetProperty(name), part);
        Assert.Equal(expected.Number("residual"), analysis.Variance.Residual.SumOfSquares, 1e-11);
        Assert.Equal(expected.Number("replicate"), analysis.Variance.Replicate.SumOfSquares, 1e-11);
    }

    [Fact]
    public void Least_squares_of_a_full_factorial_are_its_plain_means()
    {
        var table = Table(_reference.GetProperty("balanced").GetProperty("rows"));
        var plain = SweepAnalysis.Of(table, new());

        var source = new Core.Statistics.Fitting.JackknifeUnits(Core.Statistics.Fitting.ValuedTrials.Of(table));
        foreach (var factor in plain.Factors)
        {
            var means = source.OfFactor(factor.Index);
            Assert.All(factor.Levels.Select((l, i) => (l.Adjusted, means.Estimates[i])), p => Assert.Equal(p.Item1, p.Item2, 1e-12));
            Assert.Equal(factor.Test.P, source.Test(factor.Index, null).P, 1e-10);
        }

        foreach (var pair in plain.Interactions)
            Assert.Equal(pair.Test.P, source.Test(pair.First, pair.Second).P, 1e-8);
    }

    [Fact]
    public void One_replicate_is_judged_by_the_additive_model_with_errors_that_may_be_uneven()
    {
        var expected = _reference.GetProperty("single");
        var analysis = SweepAnalysis.Of(Table(expected.GetProperty("rows"), 3), new());

        Assert.Equal((AnalysisBasis.Combinations, 18, EstimationMethod.CellMeans), (analysis.Basis, analysis.Units, analysis.Method));
        foreach (var factor in analysis.Factors)
        {
            var own = expected.GetProperty(factor.Factor);
            Assert.All(own.GetProperty("means").Numbers().Zip(factor.Levels), m => Assert.Equal(m.First, m.Second.Adjusted, 1e-11));
            AssertContrasts(own.GetProperty("contrasts"), factor);
            Assert.Equal(own.Number("f"), factor.Test.F, 1e-9);
            Assert.Equal(own.Number("p"), factor.Test.P, 1e-10);
        }

        foreach (var (name, part) in Parts(analysis))
            AssertPart(expected.GetProperty("variance").GetProperty(name), part);
        AssertInteraction(expected.GetProperty("interaction_ab"), analysis, 3);
        Assert.Equal(expected.GetProperty("interaction_ab").Number("f"), analysis.Interactions.Single(i => (i.First, i.Second) == (0, 1)).Test.F, 1e-9);
        Assert.Equal(expected.GetProperty("interaction_ab").Number("p"), analysis.Interactions.Single(i => (i.First, i.Second) == (0, 1)).Test.P, 1e-10);
    }
}
