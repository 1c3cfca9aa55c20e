namespace Sweep.Core.Statistics.Fitting;

/// <summary>
/// A full factorial without gaps in at least two replicates: each replicate's plain means are its values of every mean, and
/// the sums of squares are orthogonal.
/// </summary>
internal sealed class BalancedUnits(ValuedTrials trials) : IUnitSource
{
    private readonly Dictionary<(int, int?), UnitMeans> _known = [];

    public AnalysisBasis Basis => AnalysisBasis.Replicates;

    public EstimationMethod Method => EstimationMethod.CellMeans;

    public int Units => trials.ReplicateCount;

    public double Degrees => Units - 1;

    public double DegreesOf(int factor, int level, int? reference) => Degrees;

    public double ResidualDeviation => double.NaN;

    public UnitMeans OfFactor(int factor) => Means(factor, null);

    public UnitMeans? OfPair(int first, int second) => Means(first, second);

    public OmnibusTest Test(int first, int? second)
    {
        var centred = Centred(first, second);
        return RepeatedMeasures.Of(centred.Estimates, centred.Units, DegreesOf(first, second), Math.Sqrt(trials.Values.Sum(v => v * v) / trials.Count));
    }

    public VarianceDecomposition Decompose(IReadOnlyList<string> names)
    {
        var n = (double)trials.Count;
        var cells = new double[trials.CombinationIds.Length];
        var replicates = new double[Units];
        var total = 0.0;
        for (var i = 0; i < trials.Count; i++)
        {
            var d = trials.Values[i] - trials.Mean;
            total += d * d;
            cells[trials.Combinations[i]] += d / Units;
            replicates[trials.Replicates[i]] += d / cells.Length;
        }

        var between = Units * cells.Sum(c => c * c);
        var blocks = cells.Length * replicates.Sum(r => r * r);
        var residual = Math.Max(0, total - between - blocks);
        double residualDegrees = (cells.Length - 1.0) * (Units - 1), rest = between, restDegrees = cells.Length - 1;
        var residualSquare = residualDegrees > 0 ? residual / residualDegrees : double.NaN;
        var main = new List<VarianceComponent>();
        var pairs = new List<VarianceComponent>();
        for (var f = 0; f < names.Count; f++)
            main.Add(Part(names[f], f, null));
        for (var f = 0; f < names.Count; f++)
        {
            for (var g = f + 1; g < names.Count; g++)
                pairs.Add(Part($"{names[f]} × {names[g]}", f, g));
        }

        return new(true, total, main, pairs,
            Plain("replicate", blocks, Units - 1),
            Plain("higher interactions", restDegrees > 0 ? Math.Max(0, rest) : 0, restDegrees) with { Share = between > 0 ? (restDegrees > 0 ? Math.Max(0, rest) : 0) / between : double.NaN },
            Plain("residual", residual, residualDegrees));

        VarianceComponent Part(string name, int first, int? second)
        {
            var degrees = DegreesOf(first, second);
            if (degrees == 0)
                return new(name, 0, 0, total > 0 ? 0 : double.NaN, total > 0 ? 0 : double.NaN, between > 0 ? 0 : double.NaN);
            var centred = Centred(first, second);
            var scale = n / centred.Estimates.Length;
            var squares = scale * centred.Estimates.Sum(e => e * e);
            var error = scale / Units * RepeatedMeasures.ErrorMeanSquare(centred.Units, degrees);
            rest -= squares;
            restDegrees -= degrees;
            return new(name, squares, degrees, total > 0 ? squares / total : double.NaN,
                total > 0 ? (squares - (degrees * error)) / (total + residualSquare) : double.NaN, between > 0 ? squares / between : double.NaN);
        }

        VarianceComponent Plain(string name, double squares, double degrees)
            => new(name, squares, degrees, total > 0 ? squares / total : double.NaN, double.NaN, double.NaN);
    }

    private double DegreesOf(int first, int? second) => (trials.Sizes[first] - 1.0) * (second is { } s ? trials.Sizes[s] - 1 : 1);

    private UnitMeans Centred(int first, int? second)
    {
        var means = Means(first, second);
        return new(Centre(means.Estimates), [.. means.Units.Select(Centre)], []);

        double[] Centre(double[] values) => second is { } s ? Centring.Twice(values, trials.Sizes[first], trials.Sizes[s]) : Centring.Once(values);
    }

    private UnitMeans Means(int first, int? second)
    {
        if (_known.TryGetValue((first, second), out var known))
            return known;
        var columns = second is { } s ? trials.Sizes[s] : 1;
        var width = trials.Sizes[first] * columns;
        var units = Enumerable.Range(0, Units).Select(_ => new double[width]).ToArray();
        for (var i = 0; i < trials.Count; i++)
            units[trials.Replicates[i]][(trials.LevelOf(i, first) * columns) + (second is { } f ? trials.LevelOf(i, f) : 0)] += trials.Values[i] - trials.Mean;
        var each = (double)trials.Count / Units / width;
        foreach (var unit in units)
        {
            for (var c = 0; c < width; c++)
                unit[c] = (unit[c] / each) + trials.Mean;
        }

        return _known[(first, second)] = new([.. Enumerable.Range(0, width).Select(c => units.Sum(u => u[c]) / Units)], units, []);
    }
}
