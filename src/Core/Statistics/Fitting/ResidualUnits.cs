namespace Sweep.Core.Statistics.Fitting;

/// <summary>
/// One replicate, or combinations drawn by chance: the combination is the unit, its replicates averaged, under an additive
/// model. A difference varies by each combination's influence on it, e/(1 − h) (the jackknife of a linear model, HC3 of
/// MacKinnon and White 1985), so levels may vary unequally.
/// </summary>
internal sealed class ResidualUnits : IUnitSource
{
    /// <summary>Trials up to which pairs of factors are fitted by least squares.</summary>
    public const int MostForPairs = 200_000;

    private readonly ValuedTrials _trials;
    private readonly ModelColumns _model;
    private readonly TypeTwo _parts;
    private readonly LeastSquares _fit;
    private readonly double[] _influence;

    /// <param name="trials">One for each combination.</param>
    public ResidualUnits(ValuedTrials trials)
    {
        _trials = trials;
        _parts = new(trials, false);
        _model = new(trials, trials.Varied, [], false);
        _fit = new(NormalEquations.Of(_model, trials));
        _influence = Influence();
    }

    public AnalysisBasis Basis => AnalysisBasis.Combinations;

    public EstimationMethod Method => _trials.Balanced ? EstimationMethod.CellMeans : EstimationMethod.LeastSquares;

    public int Units => _trials.Count;

    public double Degrees => _fit.ResidualDegrees;

    public double ResidualDeviation => Degrees > 0 ? Math.Sqrt(_fit.ResidualSquares / Degrees) : double.NaN;

    public UnitMeans OfFactor(int factor)
    {
        var levels = _trials.Sizes[factor];
        var estimates = new double[levels];
        var units = Enumerable.Range(0, Degrees > 0 ? Units : 0).Select(_ => new double[levels]).ToArray();
        var columns = new int[_model.Most];
        for (var level = 0; level < levels; level++)
        {
            var weights = _model.MeanWeights(new Dictionary<int, int> { [factor] = level });
            estimates[level] = _fit.Value(weights) + _trials.Mean;
            var pull = _fit.Solve(weights);
            for (var i = 0; i < units.Length; i++)
            {
                var n = _model.Fill(i, columns);
                var own = 0.0;
                for (var c = 0; c < n; c++)
                    own += pull[columns[c]];
                units[i][level] = estimates[level] + ((Units - 1) * own * _influence[i]);
            }

            // A level that one combination alone has says nothing of how it varies.
            if (units.Length > 0 && CountOf(factor, level) < 2)
                units[0][level] = double.NaN;
        }

        return new(estimates, units, []);
    }

    public UnitMeans? OfPair(int first, int second)
    {
        if (_trials.Count > MostForPairs || !PairTable.Full(_trials, first, second))
            return null;
        var model = new ModelColumns(_trials, _trials.Varied, [(first, second)], false);
        var fit = _parts.Of(first, second).Fit;
        var square = fit.ResidualDegrees > 0 ? fit.ResidualSquares / fit.ResidualDegrees : double.NaN;
        int rows = _trials.Sizes[first], columns = _trials.Sizes[second];
        var weights = (
            from a in Enumerable.Range(0, rows)
            from b in Enumerable.Range(0, columns)
            select model.MeanWeights(new Dictionary<int, int> { [first] = a, [second] = b })).ToArray();
        var errors = Enumerable.Range(0, weights.Length).Select(cell =>
        {
            var deviation = Deviation(weights, cell / columns, cell % columns, rows, columns);
            return Math.Sqrt(square * fit.Solve(deviation).Zip(deviation, (x, w) => x * w).Sum());
        }).ToArray();
        return new([.. weights.Select(w => fit.Value(w) + _trials.Mean)], [], errors);
    }

    public OmnibusTest Test(int first, int? second)
    {
        if (second is not null && _trials.Count > MostForPairs)
            return OmnibusTest.Unknown;
        var (squares, degrees, fit) = _parts.Of(first, second);
        if (degrees == 0 || fit.ResidualDegrees == 0)
            return OmnibusTest.Unknown;
        var error = fit.ResidualSquares / fit.ResidualDegrees;
        var floor = 1e-24 * (squares + error);
        var f = error > floor ? squares / degrees / error : squares > floor ? double.PositiveInfinity : double.NaN;
        var p = TailProbability.F(f, degrees, fit.ResidualDegrees);
        return new(f, degrees, fit.ResidualDegrees, 1, p, p);
    }

    public VarianceDecomposition Decompose(IReadOnlyList<string> names)
    {
        var additive = (_fit.ResidualSquares, Degrees);
        if (!_trials.Balanced || _trials.Count > MostForPairs)
            return _parts.Decompose(names, _trials.Count <= MostForPairs, additive);

        // Without gaps the parts are orthogonal, so what pairs explain leaves the residual.
        var parts = _parts.Decompose(names, true, additive);
        var squares = _fit.ResidualSquares - parts.Pairs.Sum(p => p.SumOfSquares);
        var degrees = Degrees - parts.Pairs.Sum(p => p.Degrees);
        return (degrees > 0 ? _parts.Decompose(names, true, (Math.Max(0, squares), degrees)) : _parts.Decompose(names, false, additive)) with { Exact = true };
    }

    private int CountOf(int factor, int level)
    {
        var count = 0;
        for (var i = 0; i < _trials.Count && count < 2; i++)
            count += _trials.LevelOf(i, factor) == level ? 1 : 0;
        return count;
    }

    // Row a and column b less their means over all cells: the weights of a deviation.
    private static double[] Deviation(double[][] weights, int a, int b, int rows, int columns)
    {
        var deviation = new double[weights[0].Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var share = ((i / columns == a ? 1 : 0) - (1.0 / rows)) * ((i % columns == b ? 1 : 0) - (1.0 / columns));
            for (var c = 0; c < deviation.Length; c++)
                deviation[c] += share * weights[i][c];
        }

        return deviation;
    }

    private double[] Influence()
    {
        var influence = new double[Units];
        var inverse = Enumerable.Range(0, _model.Count).Select(c =>
        {
            var unit = new double[_model.Count];
            unit[c] = 1;
            return _fit.Aliased[c] ? new double[_model.Count] : _fit.Solve(unit);
        }).ToArray();
        var columns = new int[_model.Most];
        for (var i = 0; i < Units; i++)
        {
            var n = _model.Fill(i, columns);
            double fitted = _trials.Mean, leverage = 0;
            for (var a = 0; a < n; a++)
            {
                fitted += _fit.Coefficients[columns[a]];
                for (var b = 0; b < n; b++)
                    leverage += inverse[columns[a]][columns[b]];
            }

            // A combination that alone decides its own fit has no residual to judge by.
            influence[i] = 1 - leverage < 1e-9 ? 0 : (_trials.Values[i] - fitted) / (1 - leverage);
        }

        return influence;
    }
}
