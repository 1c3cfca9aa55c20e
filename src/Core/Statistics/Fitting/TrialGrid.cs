namespace Sweep.Core.Statistics.Fitting;

/// <summary>
/// All trials by their levels and replicate, so that those which agree in all but one factor are found at once. A trial
/// that diverged is +∞, one that is not there or has no result of its own NaN.
/// </summary>
internal sealed class TrialGrid
{
    /// <summary>Places beyond which no grid is made.</summary>
    public const long Most = 16_000_000;

    private readonly double[] _values;
    private readonly long[] _strides;

    private TrialGrid(int[] sizes, int replicates)
    {
        (Sizes, Replicates) = (sizes, replicates);
        _strides = new long[sizes.Length];
        var places = (long)replicates;
        for (var f = sizes.Length - 1; f >= 0; f--)
        {
            _strides[f] = places;
            places *= sizes[f];
        }

        _values = new double[places];
        Array.Fill(_values, double.NaN);
    }

    /// <summary>Levels of each factor.</summary>
    public int[] Sizes { get; }

    /// <summary>Replicates.</summary>
    public int Replicates { get; }

    /// <summary>The grid of a table; null where it would be too large.</summary>
    public static TrialGrid? Of(ObservationTable table)
    {
        var replicates = 1;
        for (var row = 0; row < table.Rows; row++)
            replicates = Math.Max(replicates, table.ReplicateOf(row) + 1);
        int[] sizes = [.. table.Factors.Select(f => f.Levels.Count)];
        if (sizes.Aggregate((double)replicates, (n, size) => n * size) > Most)
            return null;
        var grid = new TrialGrid(sizes, replicates);
        for (var row = 0; row < table.Rows; row++)
        {
            var place = (long)table.ReplicateOf(row);
            for (var f = 0; f < sizes.Length; f++)
                place += table.LevelOf(row, f) * grid._strides[f];
            grid._values[place] = table.DivergedAt(row) ? double.PositiveInfinity : table.ValueOf(row);
        }

        return grid;
    }

    /// <summary>
    /// For every combination of the other factors, the values of a factor's levels in each replicate: [level × replicates + replicate].
    /// The array is the same each time.
    /// </summary>
    public IEnumerable<double[]> BlocksOf(int factor)
    {
        var block = new double[Sizes[factor] * Replicates];
        var (stride, span) = (_strides[factor], _strides[factor] * Sizes[factor]);
        for (var outer = 0L; outer < _values.Length; outer += span)
        {
            for (var inner = 0L; inner < stride; inner += Replicates)
            {
                for (var level = 0; level < Sizes[factor]; level++)
                    Array.Copy(_values, outer + inner + (level * stride), block, level * Replicates, Replicates);
                yield return block;
            }
        }
    }
}
