using Sweep.Core.Statistics;

namespace Sweep.Shared;

/// <summary>How often the analyses of simulated sweeps were right.</summary>
internal sealed class StudyTally
{
    private readonly Rate _contrasts = new();
    private readonly Rate _interactions = new();
    private readonly Rate _ranks = new();
    private readonly Rate _naive = new();
    private readonly Rate _covered = new();
    private readonly Rate _levels = new();
    private readonly Rate _deviations = new();
    private readonly Rate _winner = new();
    private readonly Rate _optimism = new();
    private readonly Rate _left = new();
    private readonly Rate _bootstrapped = new();

    /// <summary>Sweeps in which any comparison of levels that do not differ was called clear.</summary>
    public Rate FalseContrasts => _contrasts;

    /// <summary>Sweeps in which any interaction that is none was called clear.</summary>
    public Rate FalseInteractions => _interactions;

    /// <summary>Sweeps in which the ranks of any factor that does nothing were called different.</summary>
    public Rate FalseRanks => _ranks;

    /// <summary>The same as <see cref="FalseContrasts"/> had pairs of trials been taken for independent.</summary>
    public Rate FalseNaive => _naive;

    /// <summary>Share of the intervals of differences that hold the true one; trainings that are the same to the bit are left out.</summary>
    public Rate Covered => _covered;

    /// <summary>Share of the intervals of levels' means that hold the true one.</summary>
    public Rate CoveredLevels => _levels;

    /// <summary>Share of the intervals of interactions that hold the true deviation.</summary>
    public Rate CoveredDeviations => _deviations;

    /// <summary>Sweeps whose interval of the winner's corrected mean holds its true mean.</summary>
    public Rate CoveredWinner => _winner;

    /// <summary>How much better than the truth the winner's own mean looks.</summary>
    public Rate Optimism => _optimism;

    /// <summary>The same of its corrected mean.</summary>
    public Rate LeftOptimism => _left;

    /// <summary>Share of the intervals that are bootstrap ones.</summary>
    public Rate Bootstrapped => _bootstrapped;

    /// <summary>Simulates and analyses a sweep so many times; the same seed gives the same tally.</summary>
    public static StudyTally Of(SimulatedStudy study, int repetitions, ulong seed)
    {
        var analyses = new SweepAnalysis[repetitions];
        Parallel.For(0, repetitions, i => analyses[i] = SweepAnalysis.Of(study.Draw(seed, i), study.Options));
        var tally = new StudyTally();
        foreach (var analysis in analyses)
            tally.Add(study, analysis);
        return tally;
    }

    private void Add(SimulatedStudy study, SweepAnalysis analysis)
    {
        var alpha = analysis.Options.Alpha;
        var all = analysis.Factors.SelectMany(f => f.Contrasts.Select(c => (Factor: f, Contrast: c, Truth: study.Difference(f.Index, c.Level, c.Reference)))).ToList();
        _contrasts.Add(all.Any(c => Math.Abs(c.Truth) < 1e-12 && c.Contrast.AdjustedP <= alpha));
        var naive = all.Select(c => TailProbability.TwoSidedT(c.Contrast.CohenD * Math.Sqrt(c.Contrast.Pairs), c.Contrast.Pairs - 1)).ToArray();
        var adjusted = MultipleComparisons.Adjust(naive, analysis.Options.Adjust);
        if (all.Any(c => c.Contrast.Pairs > 1))
            _naive.Add(all.Where((c, i) => Math.Abs(c.Truth) < 1e-12 && adjusted[i] <= alpha).Any());
        if (analysis.Factors.Any(f => f.Ranks is not null))
        {
            _ranks.Add(analysis.Factors.Any(f => f.Ranks is { } r && r.AdjustedP <= alpha
                && f.Levels.Select((_, l) => study.LevelMean(f.Index, l)).All(m => Math.Abs(m - study.LevelMean(f.Index, 0)) < 1e-12)));
        }

        _interactions.Add(analysis.Interactions.Any(i => i.Test.AdjustedP <= alpha && (study.Together == 0 || (i.First, i.Second) != (0, 1))));
        foreach (var (_, contrast, truth) in all.Where(c => c.Contrast.StandardError > 0))
        {
            _bootstrapped.Add(contrast.Bootstrap is not null);
            _covered.Add(contrast.Trusted.Contains(truth));
        }

        // A single replicate's own shift is in every level's mean.
        foreach (var factor in analysis.Factors.Where(_ => analysis.Basis == AnalysisBasis.Replicates))
        {
            for (var level = 0; level < factor.Levels.Count; level++)
                _levels.Add(factor.Levels[level].Confidence.Contains(study.LevelMean(factor.Index, level)));
        }

        foreach (var pair in analysis.Interactions)
        {
            for (var a = 0; a < pair.Cells.Count; a++)
            {
                for (var b = 0; b < pair.Cells[a].Count; b++)
                {
                    if (pair.Cells[a][b].StandardError > 1e-12)
                        _deviations.Add(pair.Cells[a][b].Confidence.Contains(study.DeviationOf(pair.First, a, pair.Second, b)));
                }
            }
        }

        if (study.Sampled == 0 && analysis.Winner is { Rounds: > 1 } winner)
        {
            var cell = (int)winner.Combination;
            var truth = study.Truth(cell / 6, cell / 2 % 3, cell % 2);
            _winner.Add(winner.Confidence.Contains(truth));
            _optimism.Add(truth - winner.Mean);
            _left.Add(truth - winner.Corrected);
        }
    }

    /// <summary>A mean with what chance leaves open in it.</summary>
    internal sealed class Rate
    {
        private double _sum;
        private double _squares;

        /// <summary>Number of values.</summary>
        public long Count { get; private set; }

        /// <summary>Their mean; for truths, the share that is true.</summary>
        public double Mean => _sum / Count;

        /// <summary>Half of the 95 % Monte Carlo interval of the mean, values being taken for independent.</summary>
        public double Half => 1.96 * Math.Sqrt(Math.Max(0, (_squares / Count) - (Mean * Mean)) / Count);

        /// <summary>Adds a value.</summary>
        public void Add(double value)
        {
            Count++;
            _sum += value;
            _squares += value * value;
        }

        /// <summary>Adds a truth.</summary>
        public void Add(bool value) => Add(value ? 1 : 0);
    }
}
