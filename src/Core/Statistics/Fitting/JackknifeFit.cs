namespace Sweep.Core.Statistics.Fitting;

/// <summary>A model fitted to all trials, and again without each replicate in turn.</summary>
internal sealed class JackknifeFit
{
    private readonly ModelColumns _model;
    private readonly ValuedTrials _trials;
    private readonly LeastSquares[] _without;

    public JackknifeFit(ModelColumns model, ValuedTrials trials, int[][] byReplicate)
    {
        (_model, _trials) = (model, trials);
        var equations = NormalEquations.Of(model, trials);
        Whole = new(equations);
        _without = [.. byReplicate.Select(own => new LeastSquares(equations.Without(own)))];
    }

    /// <summary>The fit to all trials.</summary>
    public LeastSquares Whole { get; }

    /// <summary>The means at some fixed levels, with each replicate's pseudo-value.</summary>
    public UnitMeans Means(IEnumerable<Dictionary<int, int>> fixedLevels)
    {
        var points = fixedLevels.ToArray();
        var n = _without.Length;
        var estimates = points.Select(p => Whole.Value(_model.MeanWeights(p)) + _trials.Mean).ToArray();
        var units = new double[n][];
        for (var r = 0; r < n; r++)
        {
            units[r] = new double[points.Length];
            for (var i = 0; i < points.Length; i++)
                units[r][i] = (n * estimates[i]) - ((n - 1) * (_without[r].Value(_model.MeanWeights(points[i], r)) + _trials.Mean));
        }

        return new(estimates, units, []);
    }
}
