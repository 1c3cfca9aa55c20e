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

    private static ObservationTable Grid(int replicates, Func<int, int, int, double?> value, TrialOutcome missing = TrialOutcome.Diverged)
    {
        var table = new ObservationTable([new("a", ["x", "y", "z"]), new("b", ["p", "q"])]);
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            for (var a = 0; a < 3; a++)
            {
                for (var b = 0; b < 2; b++)
                {
                    var own = value(a, b, replicate);
                    table.Add([a, b], replicate, own is null ? missing : TrialOutcome.Completed, own ?? double.NaN);
                }
            }
        }

        return table;
    }

    private static double Noise(int a, int b, int replicate) => 0.01 * (((7 * a) + (5 * b) + (11 * replicate)) % 13);

    [Fact]
    public void Heavy_and_uneven_divergence_is_flagged_by_level()
    {
        var analysis = SweepAnalysis.Of(Grid(8, (a, b, r) => a == 2 && (b + r) % 2 == 0 ? null : a + Noise(a, b, r)), new());

        var note = Assert.Single(analysis.Censoring, c => c.Factor == "a");
        Assert.Equal(("z", 8, 16, true), (note.Level, note.Missing, note.Trials, note.Uneven));
        Assert.Equal("a z: 8 of 16 trials have no value (8 diverged), more than with other levels; its mean tells of the rest alone", note.Text);
        Assert.NotEqual(EstimationMethod.CellMeans, analysis.Method);
        Assert.Contains(analysis.Notes, n => n.Contains("least-squares", StringComparison.Ordinal));
    }

    [Fact]
    public void Level_without_any_value_is_left_out_of_the_grid_and_of_all_comparisons()
    {
        var analysis = SweepAnalysis.Of(Grid(3, (a, b, r) => a == 2 ? null : a + Noise(a, b, r)), new());

        var factor = analysis.Factors.Single(f => f.Factor == "a");
        Assert.Equal(EstimationMethod.CellMeans, analysis.Method);
        Assert.Single(factor.Contrasts);
        Assert.True(double.IsNaN(factor.Levels[2].Adjusted));
        Assert.Equal(3, factor.Ranks!.MeanRanks[2]);
    }

    [Fact]
    public void Replicate_that_has_only_begun_is_in_no_mean()
    {
        var table = Grid(2, (a, b, r) => a + Noise(a, b, r));
        table.Add([0, 0], 2, TrialOutcome.Completed, 100);

        var analysis = SweepAnalysis.Of(table, new() { Planned = 18, Replicates = 3 });
        Assert.Equal((2, 5), (analysis.Units, analysis.Missing.Unfinished));
        Assert.True(analysis.Factors.Single(f => f.Factor == "a").Levels[0].Adjusted < 1);
        Assert.Contains("1 trials of replicates that are less than half done are in no mean.", analysis.Notes);
    }

    [Fact]
    public void Stopped_and_failed_trials_are_counted_and_never_averaged()
    {
        var analysis = SweepAnalysis.Of(Grid(3, (a, b, r) => (a, b, r) == (1, 1, 1) ? null : a + Noise(a, b, r), TrialOutcome.Stopped), new());

        Assert.Equal((17, 1), (analysis.Missing.Valued, analysis.Missing.Stopped));
        Assert.Equal((5, 1), (analysis.Factors.Single(f => f.Factor == "a").Levels[1].Valued, analysis.Factors.Single(f => f.Factor == "a").Levels[1].Stopped));
    }

    [Fact]
    public void Same_results_throughout_differ_by_nothing_for_sure()
    {
        var analysis = SweepAnalysis.Of(Grid(3, (a, b, r) => 0.1 + (0.7 * b) + Noise(0, b, r)), new());

        Assert.All(analysis.Factors.Single(f => f.Factor == "a").Contrasts, c => Assert.Equal((0, 0, 1), (c.Difference, c.StandardError, c.P)));
        Assert.False(analysis.Interactions.Single().Test.P < 0.05);
    }

    [Fact]
    public void Open_difference_tells_how_many_replicates_would_settle_it()
    {
        double[] differences = [0.05, -0.02, 0.06, 0.01, -0.01];
        var table = new ObservationTable([new("a", ["x", "y"])]);
        for (var replicate = 0; replicate < 5; replicate++)
        {
            table.Add([0], replicate, TrialOutcome.Completed, 1);
            table.Add([1], replicate, TrialOutcome.Completed, 1 + differences[replicate]);
        }

        var contrast = Assert.Single(Assert.Single(SweepAnalysis.Of(table, new()).Factors).Contrasts);
        var spread = contrast.StandardError * Math.Sqrt(5);
        Assert.Equal(PairedPower.PairsFor(contrast.Difference / spread), contrast.Power.Replicates);
        Assert.Equal(contrast.Power.Replicates - 5, contrast.Power.More);
        Assert.Equal(spread * PairedPower.Detectable(5), contrast.Power.Detectable, 1e-12);
    }

    [Fact]
    public void Winner_is_valued_by_replicates_that_did_not_pick_it()
    {
        // Combination 0 wins by its replicate 0 alone; without it the pick is combination 1, worth 0.5 there.
        double[][] values = [[0, 1, 1.1], [0.5, 0.9, 1], [2, 2, 2], [2, 2, 2], [2, 2, 2], [2, 2, 2]];
        var winner = SweepAnalysis.Of(Grid(3, (a, b, r) => values[(2 * a) + b][r]), new()).Winner!;

        Assert.Equal((0, 3, 2, 0), (winner.Combination, winner.Rounds, winner.SamePick, winner.Lost));
        Assert.Equal(2.1 / 3, winner.Mean, 1e-12);
        Assert.Equal((0.5 + 1 + 1.1) / 3, winner.Corrected, 1e-12);
        Assert.Equal(winner.Corrected - winner.Mean, winner.Optimism, 1e-12);
    }

    [Fact]
    public void Noise_of_combinations_that_never_win_does_not_widen_the_winners_interval()
    {
        var winner = SweepAnalysis.Of(Grid(4, (a, b, r) => (a, b) switch { (0, 0) => 0.1 + (0.001 * r), (2, 1) => 2 + (50 * (r % 2)), _ => 2 }), new()).Winner!;

        Assert.Equal(Math.Sqrt((1 + (4 / 3.0)) * 5e-6 / 12), winner.StandardError, 1e-9);
    }

    [Fact]
    public void Lopsided_differences_get_a_bootstrap_interval_beside_the_t_interval()
    {
        var table = new ObservationTable([new("a", ["x", "y"])]);
        for (var replicate = 0; replicate < 30; replicate++)
        {
            table.Add([0], replicate, TrialOutcome.Completed, 1);
            table.Add([1], replicate, TrialOutcome.Completed, replicate % 10 == 0 ? 3 : 1.1 + (0.001 * replicate));
        }

        var contrast = Assert.Single(Assert.Single(SweepAnalysis.Of(table, new() { Seed = 3 }).Factors).Contrasts);
        Assert.NotNull(contrast.Bootstrap);
        Assert.True(contrast.Bootstrap.Value.High > contrast.Confidence.High && contrast.Trusted.High == contrast.Bootstrap.Value.High);
        Assert.Equal(contrast.Confidence.Low, contrast.Trusted.Low);
    }

    /// <summary>Ten thousand trials of eight factors, with gaps: the slowest way through the analysis.</summary>
    [Fact]
    public void Large_sweeps_with_gaps_are_analysed_whole()
    {
        var table = new ObservationTable([.. Enumerable.Range(0, 8).Select(f => new FactorLevels($"f{f}", [.. Enumerable.Range(0, f < 2 ? 5 : f < 4 ? 3 : 2).Select(l => $"l{l}")]))]);
        var sizes = table.Factors.Select(f => f.Levels.Count).ToArray();
        var combinations = sizes.Aggregate(1, (n, s) => n * s);
        for (var replicate = 0; replicate < 3; replicate++)
        {
            for (var c = 0; c < combinations; c++)
            {
                var levels = new int[8];
                for (int f = 7, rest = c; f >= 0; rest /= sizes[f], f--)
                    levels[f] = rest % sizes[f];
                table.Add(levels, replicate, (c + replicate) % 97 == 0 ? TrialOutcome.Diverged : TrialOutcome.Completed, levels[0] + (0.1 * (c * 7919 % 101)));
            }
        }

        var analysis = SweepAnalysis.Of(table, new());
        Assert.Equal(10_800, table.Rows);
        Assert.Equal((28, EstimationMethod.LeastSquaresWithPairs), (analysis.Interactions.Count, analysis.Method));
        Assert.Equal("f0", analysis.Factors[0].Factor);
    }
}
