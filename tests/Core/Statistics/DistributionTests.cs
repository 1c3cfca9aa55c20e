using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Statistics;

namespace Sweep.Core.Tests.Statistics;

/// <summary>Distributions, corrections and intervals held against R and SciPy.</summary>
public sealed class DistributionTests
{
    private readonly JsonElement _r = StatisticsReference.Load("effects");
    private readonly JsonElement _scipy = StatisticsReference.Load();

    [Fact]
    public void Corrections_agree_with_p_adjust_and_leave_unknown_ones_out()
    {
        var expected = _r.GetProperty("adjust");
        var p = expected.GetProperty("p").Numbers();

        AssertAll(expected.GetProperty("holm").Numbers(), MultipleComparisons.Adjust(p, Adjustment.Holm), 1e-15);
        AssertAll(expected.GetProperty("benjamini_hochberg").Numbers(), MultipleComparisons.Adjust(p, Adjustment.BenjaminiHochberg), 1e-15);
        Assert.Equal(p, MultipleComparisons.Adjust(p, Adjustment.None));
        Assert.Equal([0.02, double.NaN, 0.04], MultipleComparisons.Adjust([0.01, double.NaN, 0.04], Adjustment.Holm));
    }

    [Fact]
    public void Tails_agree_with_r()
    {
        var tail = _r.GetProperty("tail");
        foreach (var e in tail.GetProperty("t").EnumerateArray())
            Assert.Equal(1, TailProbability.TwoSidedT(e.Number("t"), e.Number("degrees")) / e.Number("p"), 1e-10);
        foreach (var e in tail.GetProperty("f").EnumerateArray())
            Assert.Equal(1, TailProbability.F(e.Number("f"), e.Number("effect"), e.Number("error")) / e.Number("p"), 1e-9);
        foreach (var e in tail.GetProperty("chi").EnumerateArray())
            Assert.Equal(1, TailProbability.ChiSquared(e.Number("x"), e.Number("degrees")) / e.Number("p"), 1e-9);
    }

    [Fact]
    public void Quantiles_of_t_agree_with_r_however_far_out()
    {
        foreach (var e in _r.GetProperty("quantile_t").EnumerateArray())
            Assert.Equal(1, StudentQuantile.TwoSided(e.Number("p"), e.Number("degrees")) / e.Number("t"), 1e-9);
    }

    // Of 13 levels there are 78 pairs; the critical value of two replicates lies near 1,000 there.
    [Fact]
    public void Pairs_are_counted_however_many_comparisons_are_corrected_for()
    {
        const double alpha = 0.05 / 78;
        var pairs = PairedPower.PairsFor(3, alpha);
        Assert.True(PairedPower.Of(pairs, 3, alpha) >= PowerEstimate.Wanted);
        Assert.True(PairedPower.Of(pairs - 1, 3, alpha) < PowerEstimate.Wanted);
        Assert.True(double.IsFinite(PairedPower.Detectable(2, alpha)));
    }

    // R's ptukey strays by 1e-6 for 40 groups, where quadrature and we agree.
    [Fact]
    public void Studentized_range_agrees_with_quadrature_and_with_r()
    {
        foreach (var e in _scipy.GetProperty("range").EnumerateArray())
            Assert.Equal(e.Number("p"), StudentizedRange.Cdf(e.Number("q"), (int)e.Number("groups")), 1e-12);
        var expected = _r.GetProperty("studentized_range");
        foreach (var e in expected.GetProperty("cdf").EnumerateArray())
            Assert.Equal(e.Number("p"), StudentizedRange.Cdf(e.Number("q"), (int)e.Number("groups")), 1e-6);
        foreach (var e in expected.GetProperty("quantile").EnumerateArray())
        {
            Assert.Equal(e.Number("q95"), StudentizedRange.Quantile(0.95, (int)e.Number("groups")), 1e-4);
            Assert.Equal(e.Number("q90"), StudentizedRange.Quantile(0.90, (int)e.Number("groups")), 1e-4);
        }
    }

    [Fact]
    public void Noncentral_t_and_power_agree_with_r()
    {
        foreach (var e in _r.GetProperty("noncentral_t").EnumerateArray())
            Assert.Equal(e.Number("p"), NoncentralT.Cdf(e.Number("t"), e.Number("degrees"), e.Number("shift")), 1e-10);
        foreach (var e in _r.GetProperty("power").EnumerateArray())
            Assert.Equal(e.Number("power"), PairedPower.Of((int)e.Number("pairs"), e.Number("effect"), e.Number("alpha")), 1e-9);
        foreach (var e in _r.GetProperty("needed").EnumerateArray())
            Assert.Equal((int)e.Number("pairs"), PairedPower.PairsFor(e.Number("effect"), e.Number("alpha")));
        foreach (var e in _r.GetProperty("detectable").EnumerateArray())
            Assert.Equal(e.Number("effect"), PairedPower.Detectable((int)e.Number("pairs")), 2e-4);
        Assert.Equal(0, PairedPower.PairsFor(1e-6));
    }

    [Fact]
    public void Hedges_correction_agrees_with_the_gamma_functions_of_r()
    {
        foreach (var e in _r.GetProperty("hedges").EnumerateArray())
            Assert.Equal(e.Number("j"), EffectSize.HedgesCorrection(e.Number("degrees")), 1e-12);
    }

    [Fact]
    public void Wilson_intervals_and_means_agree_with_scipy()
    {
        foreach (var e in _scipy.GetProperty("wilson").EnumerateArray())
            StatisticsReference.AssertInterval(e.GetProperty("confidence"), WilsonInterval.Of((long)e.Number("hits"), (long)e.Number("trials")));
        var mean = _scipy.GetProperty("mean");
        var actual = MeanEstimate.Of(mean.GetProperty("values").Numbers());
        Assert.Equal((mean.Number("count"), mean.Number("median")), (actual.Count, actual.Median));
        Assert.Equal(mean.Number("mean"), actual.Mean, 1e-12);
        Assert.Equal(mean.Number("standard_error"), actual.StandardError, 1e-12);
        StatisticsReference.AssertInterval(mean.GetProperty("confidence"), actual.Confidence);
    }

    [Fact]
    public void Skewness_test_agrees_with_scipy()
    {
        foreach (var e in _scipy.GetProperty("skewness").EnumerateArray())
            Assert.Equal(e.Number("p"), SkewnessTest.P(e.GetProperty("values").Numbers()), 1e-10);
    }

    [Fact]
    public void Bca_of_given_resamples_agrees_with_scipy()
    {
        foreach (var e in _scipy.GetProperty("bca").EnumerateArray())
        {
            StatisticsReference.AssertInterval(e.GetProperty("confidence"),
                BcaInterval.Of(e.Number("estimate"), e.GetProperty("jackknife").Numbers(), e.GetProperty("replicates").Numbers()));
        }
    }

    [Fact]
    public void Bca_of_own_resamples_comes_to_what_scipy_finds_with_many_and_is_seeded()
    {
        foreach (var e in _scipy.GetProperty("bca_many").EnumerateArray())
        {
            var values = e.GetProperty("values").Numbers();
            var actual = BcaInterval.OfMean(values, RandomKey.For(1, 0), 0, 20_000);
            var width = e.GetProperty("confidence")[1].GetDouble() - e.GetProperty("confidence")[0].GetDouble();
            StatisticsReference.AssertInterval(e.GetProperty("confidence"), actual, 0.05 * width);
            Assert.Equal(actual, BcaInterval.OfMean(values, RandomKey.For(1, 0), 0, 20_000));
            Assert.NotEqual(BcaInterval.OfMean(values, RandomKey.For(2, 0), 0, 200), BcaInterval.OfMean(values, RandomKey.For(1, 0), 0, 200));
        }
    }

    private static void AssertAll(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, tolerance));
    }
}
