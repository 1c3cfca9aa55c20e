using Sweep.Core.Results;
using Sweep.Core.Statistics;

namespace Sweep.Core.Tests.Statistics;

public sealed class SweepAnalysisTests
{
    [Fact]
    public void Replicates_are_the_units_of_a_full_factorial()
    {
        var table = new ObservationTable([new("a", ["x", "y"]), new("b", ["p", "q"])]);
        double[] differences = [1, 2, 6];
        for (var replicate = 0; replicate < 3; replicate++)
        {
            for (var b = 0; b < 2; b++)
            {
                table.Add([0, b], replicate, TrialOutcome.Completed, 10 + (3 * b));
                table.Add([1, b], replicate, TrialOutcome.Completed, 10 + (3 * b) + differences[replicate] + (b == 0 ? -0.5 : 0.5));
            }
        }

        var analysis = SweepAnalysis.Of(table, new());

        Assert.Equal((AnalysisBasis.Replicates, 3, EstimationMethod.CellMeans), (analysis.Basis, analysis.Units, analysis.Method));
        var effect = Assert.Single(analysis.Factors.Single(f => f.Factor == "a").Contrasts);
        Assert.Equal(3, effect.Difference, 1e-12);
        Assert.Equal(MeanEstimate.Of(differences).StandardError, effect.StandardError, 1e-12);
        Assert.Equal(6, effect.Pairs);
    }

    [Fact]
    public void Without_values_nothing_is_claimed()
    {
        var table = new ObservationTable([new("a", ["x", "y"])]);
        table.Add([0], 0, TrialOutcome.Diverged, double.NaN);
        table.Add([1], 0, TrialOutcome.Completed, double.PositiveInfinity);

        var analysis = SweepAnalysis.Of(table, new());
        var factor = Assert.Single(analysis.Factors);
        Assert.Equal(AnalysisBasis.None, analysis.Basis);
        Assert.Equal(-1, factor.Best);
        Assert.Empty(factor.Contrasts);
        Assert.Null(analysis.Winner);
        Assert.Equal((1, 1, 0), (factor.Levels[0].Judged, factor.Levels[0].Diverged, factor.Levels[0].Valued));
        Assert.Equal(1, analysis.Missing.Unmeasured);
    }

    [Fact]
    public void Nan_is_refused_rather_than_averaged()
        => Assert.Throws<ArgumentException>(() => MeanEstimate.Of([1, double.NaN]));
}
