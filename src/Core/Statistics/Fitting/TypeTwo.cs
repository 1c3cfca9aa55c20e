namespace Sweep.Core.Statistics.Fitting;

/// <summary>
/// Sums of squares where trials are missing: a factor's is what it explains beyond replicates and all other factors, a
/// pair's what it explains beyond replicates and all factors (type II, each part added last).
/// </summary>
internal sealed class TypeTwo(ValuedTrials trials, bool withReplicates)
{
    private readonly Dictionary<(int, int?), (double Squares, int Degrees, LeastSquares Fit)> _known = [];

    /// <summary>The part of a factor, or of a pair of them, with the fit in which it was added last.</summary>
    public (double Squares, int Degrees, LeastSquares Fit) Of(int first, int? second)
    {
        if (_known.TryGetValue((first, second), out var known))
            return known;
        var model = second is { } s
            ? new ModelColumns(trials, trials.Varied, [(first, s)], withReplicates)
            : new ModelColumns(trials, [.. trials.Varied.Where(f => f != first), first], [], withReplicates);
        var fit = new LeastSquares(NormalEquations.Of(model, trials));
        var (squares, degrees) = fit.Last(second is null ? model.StartOf(first) : model.LastPairStart);
        return _known[(first, second)] = (squares, degrees, fit);
    }

    /// <summary>The decomposition into such parts.</summary>
    /// <param name="names">Names of the factors.</param>
    /// <param name="withPairs">Whether pairs are estimated.</param>
    /// <param name="error">Residual of the fullest model that was fitted.</param>
    public VarianceDecomposition Decompose(IReadOnlyList<string> names, bool withPairs, (double Squares, double Degrees) error)
    {
        var total = trials.Values.Sum(v => (v - trials.Mean) * (v - trials.Mean));
        var errorSquare = error.Degrees > 0 ? error.Squares / error.Degrees : double.NaN;
        var replicate = withReplicates && trials.ReplicateCount > 1 ? Replicates() : (Squares: 0, Degrees: 0);
        var between = total - replicate.Squares;
        var main = Enumerable.Range(0, names.Count).Select(f => Part(names[f], f, null)).ToList();
        var pairs = new List<VarianceComponent>();
        for (var f = 0; withPairs && f < names.Count; f++)
        {
            for (var g = f + 1; g < names.Count; g++)
                pairs.Add(Part($"{names[f]} × {names[g]}", f, g));
        }

        return new(false, total, main, pairs,
            new("replicate", replicate.Squares, replicate.Degrees, Over(replicate.Squares, total), double.NaN, double.NaN),
            VarianceComponent.Unknown("higher interactions"),
            new("residual", error.Squares, error.Degrees, Over(error.Squares, total), double.NaN, double.NaN));

        VarianceComponent Part(string name, int first, int? second)
        {
            var varied = trials.Sizes[first] > 1 && (second is not { } s || trials.Sizes[s] > 1);
            var (squares, degrees) = varied ? (Of(first, second).Squares, Of(first, second).Degrees) : (0, 0);
            return new(name, squares, degrees, Over(squares, total), Over(squares - (degrees * errorSquare), total + errorSquare), Over(squares, between));
        }

        (double Squares, int Degrees) Replicates()
        {
            var without = new LeastSquares(NormalEquations.Of(new(trials, trials.Varied, [], false), trials));
            var with = new LeastSquares(NormalEquations.Of(new(trials, trials.Varied, [], true), trials));
            return (Math.Max(0, without.ResidualSquares - with.ResidualSquares), with.Rank - without.Rank);
        }
    }

    private static double Over(double part, double whole) => whole > 0 ? part / whole : double.NaN;
}
