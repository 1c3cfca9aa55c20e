using Sweep.Core.Results;
using Sweep.Core.Statistics.Fitting;

namespace Sweep.Core.Statistics;

/// <summary>Puts an analysis together.</summary>
internal sealed class AnalysisBuilder
{
    // Power and pairs of trials are for people to read; beyond this nobody does.
    private const int MostForPower = 400;

    private readonly ObservationTable _table;
    private readonly AnalysisOptions _options;
    private readonly List<string> _notes = [];
    private readonly LevelCounts[] _counts;
    private readonly TrialGrid? _grid;
    private readonly ValuedTrials _trials;
    private readonly IUnitSource? _source;

    public AnalysisBuilder(ObservationTable table, AnalysisOptions options)
    {
        (_table, _options) = (table, options);
        _counts = [.. Enumerable.Range(0, table.Factors.Count).Select(f => new LevelCounts(table, f))];
        _grid = options.Sampled ? null : TrialGrid.Of(table);
        (_trials, _source) = UnitChoice.Of(table, options, _notes);
    }

    public SweepAnalysis Build()
    {
        string[] names = [.. _table.Factors.Select(f => f.Name)];
        var variance = _source?.Decompose(names) ?? new(false, double.NaN, [.. names.Select(VarianceComponent.Unknown)], [],
            VarianceComponent.Unknown("replicate"), VarianceComponent.Unknown("higher interactions"), VarianceComponent.Unknown("residual"));
        var ranked = names.Select((_, f) => Ranks(f)).ToArray();
        var rankP = MultipleComparisons.Adjust([.. ranked.Select(r => r?.P ?? double.NaN)], _options.Adjust);
        var factors = names.Select((_, f) => Factor(f, variance.Main[f], ranked[f] is { } r ? r with { AdjustedP = rankP[f] } : null)).ToArray();
        Correct(factors);
        var interactions = new InteractionMaker(_table, _trials, _source, _options).All(variance, names);
        if (_source is not null && variance.Pairs.Count == 0 && _trials.Varied.Count() > 1)
            _notes.Add("Interactions were not estimated.");
        var censoring = _table.Factors.SelectMany((factor, f) => Censoring.Of(factor, _counts[f], _options.Confidence)).ToArray();
        return new()
        {
            Options = _options,
            Basis = _source?.Basis ?? AnalysisBasis.None,
            Units = _source?.Units ?? 0,
            Method = _source?.Method ?? EstimationMethod.None,
            Missing = Missing(),
            Factors = [.. factors
                .OrderByDescending(f => Known(f.Share.OmegaSquared))
                .ThenByDescending(f => Known(f.Share.EtaSquared))],
            Interactions = interactions,
            Variance = variance,
            Censoring = censoring,
            Winner = _trials.Count > 0 ? WinnerSearch.Of(_trials, _trials.ReplicateCount, _options.Maximize, _options.Confidence) : null,
            Notes = _notes,
        };
    }

    private FactorAnalysis Factor(int factor, VarianceComponent share, RankAnalysis? ranks)
    {
        var name = _table.Factors[factor].Name;
        var labels = _table.Factors[factor].Levels;
        int[] met = _trials.Count > 0 ? _trials.Met[factor] : [];
        var means = _source?.OfFactor(factor);
        var maker = _source is null ? null : new ContrastMaker(_source, _options, (uint)factor);
        var levels = labels.Select((label, level) =>
        {
            var place = Array.IndexOf(met, level);
            var (error, interval) = place < 0 || means is null ? (double.NaN, Interval.Unknown) : maker!.MeanOf(means, factor, place);
            var counts = _counts[factor];
            var diverged = counts.Without(level, TrialOutcome.Diverged);
            return new LevelEstimate(label, counts.Valued(level), counts.Means[level], counts.Medians[level],
                place < 0 || means is null ? double.NaN : means.Estimates[place], error, interval,
                diverged, WilsonInterval.Of(diverged, diverged + counts.Valued(level), _options.Confidence),
                counts.Without(level, TrialOutcome.Failed), counts.Without(level, TrialOutcome.Stopped));
        }).ToArray();

        var best = -1;
        for (var level = 0; level < levels.Length; level++)
        {
            if (!double.IsNaN(levels[level].Adjusted) && (best < 0 || (_options.Maximize ? levels[level].Adjusted > levels[best].Adjusted : levels[level].Adjusted < levels[best].Adjusted)))
                best = level;
        }

        var contrasts = means is null || met.Length < 2 ? [] : Contrasts(name, factor, means, met, best, maker!);
        var test = _source is null || met.Length < 2 ? OmnibusTest.Unknown : _source.Test(factor, null);
        return new(name, factor, best, levels, contrasts, test, share, ranks);
    }

    private List<Contrast> Contrasts(string name, int factor, UnitMeans means, int[] met, int best, ContrastMaker maker)
    {
        var pairs = _grid is null || met.Length > FactorAnalysis.MostForAllPairs ? null : new TrialPairs(_grid, factor);
        var contrasts = new List<Contrast>();
        for (var reference = 0; reference < met.Length; reference++)
        {
            for (var level = reference + 1; level < met.Length; level++)
            {
                if (met.Length <= FactorAnalysis.MostForAllPairs)
                    contrasts.Add(maker.Of((factor, name), means, level, reference, met, pairs));
                else if (met[level] == best || met[reference] == best)
                    contrasts.Add(met[reference] == best ? maker.Of((factor, name), means, level, reference, met, pairs) : maker.Of((factor, name), means, reference, level, met, pairs));
            }
        }

        return contrasts;
    }

    /// <summary>Corrects p-values within their families, all comparisons of levels and all tests of factors, and adds power where a difference is open.</summary>
    private void Correct(FactorAnalysis[] factors)
    {
        var all = factors.SelectMany(f => f.Contrasts).ToArray();

        // Where only comparisons with the best stand for all pairs, the family still is all pairs: the best was picked by the data.
        var family = factors.Sum(f => f.Contrasts.Count > 0 ? Pairs(f.Levels.Count(l => !double.IsNaN(l.Adjusted))) : 0);
        var adjusted = MultipleComparisons.Adjust([.. all.Select(c => c.P), .. Enumerable.Repeat(1.0, Math.Max(0, family - all.Length))], _options.Adjust);
        var tests = MultipleComparisons.Adjust([.. factors.Select(f => f.Test.P)], _options.Adjust);
        var alpha = _options.Adjust == Configuration.Adjustment.Holm && family > 0 ? _options.Alpha / family : _options.Alpha;
        var maker = _source is null ? null : new ContrastMaker(_source, _options);
        var detectable = family is > 0 and <= MostForPower ? maker!.Detectable(alpha) : double.NaN;
        var place = 0;
        for (var f = 0; f < factors.Length; f++)
        {
            var contrasts = new List<Contrast>();
            foreach (var contrast in factors[f].Contrasts)
            {
                var corrected = contrast with { AdjustedP = adjusted[place++] };
                var open = family <= MostForPower && corrected.AdjustedP > _options.Alpha;
                contrasts.Add(open ? corrected with { Power = maker!.Power(corrected, alpha, detectable) } : corrected);
            }

            factors[f] = factors[f] with { Contrasts = contrasts, Test = factors[f].Test with { AdjustedP = tests[f] } };
        }

        static int Pairs(int levels) => levels * (levels - 1) / 2;
    }

    private RankAnalysis? Ranks(int factor)
    {
        if (_grid is null)
            return null;
        int[] judged = [.. Enumerable.Range(0, _table.Factors[factor].Levels.Count)
            .Where(l => _counts[factor].Valued(l) + _counts[factor].Without(l, TrialOutcome.Diverged) > 0)];
        if (judged.Length < 2)
            return null;
        var ranked = new RankBlocks(_grid, factor, judged, _options.Maximize, _source?.Basis == AnalysisBasis.Replicates);
        var blocks = ranked.Blocks;
        if (blocks.Count == 0)
            return null;
        var (ranks, statistic, p) = FriedmanTest.Of(blocks);
        var levels = _table.Factors[factor].Levels.Count;
        var mean = Enumerable.Range(0, levels).Select(l => Array.IndexOf(judged, l) is var i && i >= 0 ? ranks[i] : double.NaN).ToArray();
        var many = judged.Length > FactorAnalysis.MostForAllPairs;
        return new(blocks.Count, ranked.LeftOut, mean, ranked.SettingRanks(levels), statistic, p, p,
            FriedmanTest.CriticalDifference(judged.Length, blocks.Count, _options.Alpha),
            many ? [] : FriedmanTest.PairwiseP(mean, judged.Length, blocks.Count));
    }

    private MissingTrials Missing()
    {
        long valued = 0;
        var outcomes = new long[5];
        for (var row = 0; row < _table.Rows; row++)
        {
            if (!double.IsNaN(_table.ValueOf(row)))
                valued++;
            else
                outcomes[(int)_table.OutcomeOf(row)]++;
        }

        return new(_options.Planned > 0 ? _options.Planned : _table.Rows, valued, outcomes[(int)TrialOutcome.Diverged],
            outcomes[(int)TrialOutcome.Failed], outcomes[(int)TrialOutcome.Stopped], outcomes[(int)TrialOutcome.Completed]);
    }

    private static double Known(double share) => double.IsNaN(share) ? double.NegativeInfinity : share;
}
