namespace Sweep.Core.Statistics.Fitting;

/// <summary>
/// Trials are missing: means are least-squares ones (estimated marginal means), and a replicate's value of one is its
/// jackknife pseudo-value n·θ − (n−1)·θ without it (Tukey 1958), so that the replicate stays the unit and nothing is assumed
/// of how its trials vary together. Without gaps the pseudo-values are the replicates' plain means.
/// </summary>
internal sealed class JackknifeUnits : IUnitSource
{
    // Beyond these a fit for every replicate would take seconds.
    private const int MostColumns = 500;
    private const double MostWork = 3e9;

    private readonly ValuedTrials _trials;
    private readonly ModelColumns _model;
    private readonly TypeTwo _parts;
    private readonly int[][] _byReplicate;
    private readonly JackknifeFit _fit;
    private readonly bool _withPairs;
    private readonly Dictionary<(int, int), UnitMeans?> _pairs = [];

    public JackknifeUnits(ValuedTrials trials)
    {
        _trials = trials;
        _parts = new(trials, true);
        _byReplicate = [.. Enumerable.Range(0, trials.Count).GroupBy(i => trials.Replicates[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
        var pairs = Pairs(trials).ToArray();
        var model = new ModelColumns(trials, trials.Varied, pairs, true);
        _withPairs = model.Count <= MostColumns
            && model.Count < trials.Count
            && Math.Pow(model.Count, 3) * trials.ReplicateCount / 3 <= MostWork
            && pairs.All(p => PairTable.Full(trials, p.First, p.Second));
        _model = _withPairs ? model : new ModelColumns(trials, trials.Varied, [], true);
        _fit = new(_model, trials, _byReplicate);
    }

    public AnalysisBasis Basis => AnalysisBasis.Replicates;

    public EstimationMethod Method => _withPairs ? EstimationMethod.LeastSquaresWithPairs : EstimationMethod.LeastSquares;

    public int Units => _trials.ReplicateCount;

    public double Degrees => Units - 1;

    public double DegreesOf(int factor, int level, int? reference) => Degrees;

    public double ResidualDeviation => _fit.Whole.ResidualDegrees > 0 ? Math.Sqrt(_fit.Whole.ResidualSquares / _fit.Whole.ResidualDegrees) : double.NaN;

    public UnitMeans OfFactor(int factor)
        => _fit.Means(Enumerable.Range(0, _trials.Sizes[factor]).Select(level => new Dictionary<int, int> { [factor] = level }));

    public UnitMeans? OfPair(int first, int second)
    {
        if (!_pairs.TryGetValue((first, second), out var known))
            _pairs[(first, second)] = known = FitPair(first, second);
        return known;
    }

    private UnitMeans? FitPair(int first, int second)
    {
        if (!PairTable.Full(_trials, first, second) || _trials.Count > ResidualUnits.MostForPairs)
            return null;
        var fit = _withPairs ? _fit : new(new(_trials, _trials.Varied, [(first, second)], true), _trials, _byReplicate);
        return fit.Means(
            from a in Enumerable.Range(0, _trials.Sizes[first])
            from b in Enumerable.Range(0, _trials.Sizes[second])
            select new Dictionary<int, int> { [first] = a, [second] = b });
    }

    public OmnibusTest Test(int first, int? second)
    {
        if ((second is { } s ? OfPair(first, s) : OfFactor(first)) is not { } means)
            return OmnibusTest.Unknown;
        Func<double[], double[]> centre = second is { } c
            ? values => Centring.Twice(values, _trials.Sizes[first], _trials.Sizes[c])
            : Centring.Once;
        return RepeatedMeasures.Of(centre(means.Estimates), [.. means.Units.Select(centre)],
            (_trials.Sizes[first] - 1.0) * (second is { } t ? _trials.Sizes[t] - 1 : 1), Math.Sqrt(_trials.Values.Sum(v => v * v) / _trials.Count));
    }

    public VarianceDecomposition Decompose(IReadOnlyList<string> names)
        => _parts.Decompose(names, _trials.Count <= ResidualUnits.MostForPairs, (_fit.Whole.ResidualSquares, _fit.Whole.ResidualDegrees));

    private static IEnumerable<(int First, int Second)> Pairs(ValuedTrials trials)
        => from f in trials.Varied from g in trials.Varied where f < g select (f, g);
}
