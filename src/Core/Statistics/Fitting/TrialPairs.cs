namespace Sweep.Core.Statistics.Fitting;

/// <summary>Differences between trials that agree in the replicate and in every factor but one.</summary>
internal sealed class TrialPairs
{
    private readonly int _levels;
    private readonly int[] _counts;
    private readonly double[] _means;
    private readonly double[] _squares;

    public TrialPairs(TrialGrid grid, int factor)
    {
        _levels = grid.Sizes[factor];
        _counts = new int[_levels * _levels];
        _means = new double[_counts.Length];
        _squares = new double[_counts.Length];
        foreach (var block in grid.BlocksOf(factor))
        {
            for (var replicate = 0; replicate < grid.Replicates; replicate++)
            {
                for (var a = 0; a < _levels; a++)
                {
                    var value = block[(a * grid.Replicates) + replicate];
                    if (!double.IsFinite(value))
                        continue;
                    for (var b = 0; b < a; b++)
                    {
                        var other = block[(b * grid.Replicates) + replicate];
                        if (double.IsFinite(other))
                            Add((a * _levels) + b, value - other);
                    }
                }
            }
        }
    }

    /// <summary>Number of pairs of two levels.</summary>
    public int Count(int level, int reference) => _counts[Place(level, reference)];

    /// <summary>Paired Cohen's d of a level less a reference.</summary>
    public double D(int level, int reference)
    {
        var place = Place(level, reference);
        var d = EffectSize.PairedD(_counts[place], _means[place], _squares[place]);
        return level > reference ? d : -d;
    }

    private int Place(int a, int b) => (Math.Max(a, b) * _levels) + Math.Min(a, b);

    private void Add(int place, double difference)
    {
        _counts[place]++;
        var delta = difference - _means[place];
        _means[place] += delta / _counts[place];
        _squares[place] += delta * (difference - _means[place]);
    }
}
