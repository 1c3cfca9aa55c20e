namespace Sweep.Core.Statistics.Fitting;

/// <summary>
/// One replicate, or combinations drawn by chance: the combination is the unit, its replicates averaged, under an additive
/// model. A difference varies by what each combination adds to it, its residual over √(1 − h) (HC2 of MacKinnon and White
/// 1985), so levels may vary unequally; its degrees of freedom are those of Bell and McCaffrey (2002).
/// </summary>
internal sealed class ResidualUnits : IUnitSource
{
    /// <summary>Trials up to which pairs of factors are fitted by least squares.</summary>
    public const int MostForPairs = 200_000;

    // With more the degrees of freedom are so many that how many no longer matters.
    private const int MostForDegrees = 400;

    private readonly ValuedTrials _trials;
    private readonly ModelColumns _model;
    private readonly TypeTwo _parts;
    private readonly LeastSquares _fit;
    private readonly double[] _influence;
    private readonly double[][] _inverse;

    /// <param name="trials">One for each combination.</param>
    public ResidualUnits(ValuedTrials trials)
    {
        _trials = trials;
        _parts = new(trials, false);
        _model = new(trials, trials.Varied, [], false);
        _fit = new(NormalEquations.Of(_model, trials));
        _inverse = Inverse();
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

        // So that the standard error of the units' mean is the root of the sum of squares of what they add.
        var scale = Math.Sqrt(Units * (Units - 1.0));
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
                units[i][level] = estimates[level] + (scale * own * _influence[i]);
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

    /// <summary>
    /// (Σ wᵢ·mᵢᵢ)²/Σ wᵢ·wⱼ·mᵢⱼ² with M = I − H and wᵢ what a combination adds to the variance: the degrees of freedom of the
    /// χ² with the variance's own mean and spread, were all combinations alike.
    /// </summary>
    public double DegreesOf(int factor, int level, int? reference)
    {
        if (Units > MostForDegrees || Degrees <= 0)
            return Degrees;
        var weights = _model.MeanWeights(new Dictionary<int, int> { [factor] = level });
        if (reference is { } other)
            weights = [.. weights.Zip(_model.MeanWeights(new Dictionary<int, int> { [factor] = other }), (a, b) => a - b)];
        var pull = _fit.Solve(weights);
        var rows = Rows();
        var added = rows.Select(r =>
        {
            var own = r.Sum(c => pull[c]);
            var rest = 1 - Hat(r, r);
            return rest < 1e-9 ? 0 : own * own / rest;
        }).ToArray();
        double mean = 0, spread = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var m = (i == j ? 1 : 0) - Hat(rows[i], rows[j]);
                mean += i == j ? added[i] * m : 0;
                spread += (i == j ? 1 : 2) * added[i] * added[j] * m * m;
            }
        }

        return spread > 0 ? mean * mean / spread : Degrees;
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

    private double[][] Inverse() => [.. Enumerable.Range(0, _model.Count).Select(c =>
    {
        var unit = new double[_model.Count];
        unit[c] = 1;
        return _fit.Aliased[c] ? new double[_model.Count] : _fit.Solve(unit);
    })];

    private int[][] Rows() => [.. Enumerable.Range(0, Units).Select(i =>
    {
        var columns = new int[_model.Most];
        return columns[.._model.Fill(i, columns)];
    })];

    private double Hat(ReadOnlySpan<int> one, ReadOnlySpan<int> other)
    {
        var sum = 0.0;
        foreach (var a in one)
        {
            foreach (var b in other)
                sum += _inverse[a][b];
        }

        return sum;
    }

    private double[] Influence()
    {
        var influence = new double[Units];
        var columns = new int[_model.Most];
        for (var i = 0; i < Units; i++)
        {
            var n = _model.Fill(i, columns);
            var fitted = _trials.Mean;
            for (var c = 0; c < n; c++)
                fitted += _fit.Coefficients[columns[c]];
            var leverage = Hat(columns.AsSpan(0, n), columns.AsSpan(0, n));

            // A combination that alone decides its own fit has no residual to judge by.
            influence[i] = 1 - leverage < 1e-9 ? 0 : (_trials.Values[i] - fitted) / Math.Sqrt(1 - leverage);
        }

        return influence;
    }
}
