namespace Sweep.Core.Statistics.Fitting;

/// <summary>
/// Columns of a linear model of levels: one of ones, one for each replicate but the first, one for each level of a factor
/// but its first, and for each pair of factors the products of theirs.
/// </summary>
internal sealed class ModelColumns
{
    private readonly ValuedTrials _trials;
    private readonly int[] _factors;
    private readonly int[] _starts;
    private readonly List<(int First, int Second, int Start)> _pairs = [];
    private readonly int _replicates;

    /// <param name="trials">The trials.</param>
    /// <param name="factors">Factors with columns, in this order.</param>
    /// <param name="pairs">Pairs with columns, after all factors.</param>
    /// <param name="withReplicates">Whether replicates have columns.</param>
    public ModelColumns(ValuedTrials trials, IEnumerable<int> factors, IEnumerable<(int First, int Second)> pairs, bool withReplicates)
    {
        _trials = trials;
        _factors = [.. factors];
        _starts = new int[trials.Sizes.Length];
        Array.Fill(_starts, -1);
        _replicates = withReplicates ? trials.ReplicateCount : 1;
        Count = _replicates;
        foreach (var factor in _factors)
        {
            _starts[factor] = Count;
            Count += trials.Sizes[factor] - 1;
        }

        foreach (var (first, second) in pairs)
        {
            _pairs.Add((first, second, Count));
            Count += (trials.Sizes[first] - 1) * (trials.Sizes[second] - 1);
        }
    }

    /// <summary>Number of columns.</summary>
    public int Count { get; }

    /// <summary>The most columns that one trial has a one in; all its others are zero.</summary>
    public int Most => 2 + _factors.Length + _pairs.Count;

    /// <summary>First column of a factor.</summary>
    public int StartOf(int factor) => _starts[factor];

    /// <summary>First column of the last pair.</summary>
    public int LastPairStart => _pairs[^1].Start;

    /// <summary>Writes the columns in which a trial has a one; returns how many.</summary>
    public int Fill(int trial, Span<int> columns)
    {
        var n = 0;
        columns[n++] = 0;
        if (_replicates > 1 && _trials.Replicates[trial] > 0)
            columns[n++] = _trials.Replicates[trial];
        foreach (var factor in _factors)
        {
            var level = _trials.LevelOf(trial, factor);
            if (level > 0)
                columns[n++] = _starts[factor] + level - 1;
        }

        foreach (var (first, second, start) in _pairs)
        {
            int a = _trials.LevelOf(trial, first), b = _trials.LevelOf(trial, second);
            if (a > 0 && b > 0)
                columns[n++] = start + ((a - 1) * (_trials.Sizes[second] - 1)) + b - 1;
        }

        return n;
    }

    /// <summary>
    /// The weights of the columns in the mean over all levels of all factors alike but those that are fixed.
    /// </summary>
    /// <param name="fixedLevels">Level of each factor that is fixed.</param>
    /// <param name="without">A replicate left out of the mean, or −1.</param>
    public double[] MeanWeights(IReadOnlyDictionary<int, int> fixedLevels, int without = -1)
    {
        var weights = new double[Count];
        weights[0] = 1;
        var replicates = _replicates - (without >= 0 ? 1 : 0);
        for (var r = 1; r < _replicates; r++)
            weights[r] = r == without ? 0 : 1.0 / replicates;
        foreach (var factor in _factors)
        {
            for (var level = 1; level < _trials.Sizes[factor]; level++)
                weights[_starts[factor] + level - 1] = Weight(factor, level);
        }

        foreach (var (first, second, start) in _pairs)
        {
            for (var a = 1; a < _trials.Sizes[first]; a++)
            {
                for (var b = 1; b < _trials.Sizes[second]; b++)
                    weights[start + ((a - 1) * (_trials.Sizes[second] - 1)) + b - 1] = Weight(first, a) * Weight(second, b);
            }
        }

        return weights;

        double Weight(int factor, int level)
            => fixedLevels.TryGetValue(factor, out var only) ? (only == level ? 1 : 0) : 1.0 / _trials.Sizes[factor];
    }
}
