namespace Sweep.Core.Statistics.Fitting;

/// <summary>
/// The trials that have a value, with levels, replicates and combinations numbered without gaps: a level without any value
/// is in no mean and therefore no part of the grid that means stand for.
/// </summary>
internal sealed class ValuedTrials
{
    private readonly int[] _levels;

    private ValuedTrials(int[][] met, int[] levels, int[] replicates, int[] combinations, double[] values, long[] combinationIds, int replicateCount)
    {
        (Met, _levels, Replicates, Combinations, Values, CombinationIds, ReplicateCount) = (met, levels, replicates, combinations, values, combinationIds, replicateCount);
        Sizes = [.. met.Select(m => m.Length)];
        Cells = Sizes.Aggregate(1.0, (n, size) => n * size);
        Mean = values.Length == 0 ? double.NaN : values.Sum() / values.Length;
        Balanced = IsBalanced();
    }

    /// <summary>For each factor the table's numbers of the levels that are met.</summary>
    public int[][] Met { get; }

    /// <summary>How many they are.</summary>
    public int[] Sizes { get; }

    /// <summary>Combinations of those levels.</summary>
    public double Cells { get; }

    /// <summary>Number of trials.</summary>
    public int Count => Values.Length;

    /// <summary>Their values.</summary>
    public double[] Values { get; }

    /// <summary>Mean of the values.</summary>
    public double Mean { get; }

    /// <summary>Number of each trial's replicate.</summary>
    public int[] Replicates { get; }

    /// <summary>How many replicates there are.</summary>
    public int ReplicateCount { get; }

    /// <summary>Number of each trial's combination.</summary>
    public int[] Combinations { get; }

    /// <summary>The combinations' indices in the design.</summary>
    public long[] CombinationIds { get; }

    /// <summary>Whether every combination of levels has one value in every replicate.</summary>
    public bool Balanced { get; }

    /// <summary>Factors with at least two levels.</summary>
    public IEnumerable<int> Varied => Enumerable.Range(0, Sizes.Length).Where(f => Sizes[f] > 1);

    /// <summary>Number of a trial's level of a factor.</summary>
    public int LevelOf(int trial, int factor) => _levels[(trial * Sizes.Length) + factor];

    /// <summary>The rows of a table that have a value and belong to one of these replicates; all of them where null.</summary>
    public static ValuedTrials Of(ObservationTable table, IReadOnlySet<int>? replicates = null)
    {
        var k = table.Factors.Count;
        var rows = Enumerable.Range(0, table.Rows)
            .Where(r => !double.IsNaN(table.ValueOf(r)) && (replicates is null || replicates.Contains(table.ReplicateOf(r))))
            .ToArray();
        var number = table.Factors.Select(f => new int[f.Levels.Count]).ToArray();
        foreach (var row in rows)
        {
            for (var f = 0; f < k; f++)
                number[f][table.LevelOf(row, f)] = 1;
        }

        var met = number.Select(n => Enumerable.Range(0, n.Length).Where(i => n[i] == 1).ToArray()).ToArray();
        for (var f = 0; f < k; f++)
        {
            for (var i = 0; i < met[f].Length; i++)
                number[f][met[f][i]] = i;
        }

        var levels = new int[rows.Length * k];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var f = 0; f < k; f++)
                levels[(i * k) + f] = number[f][table.LevelOf(rows[i], f)];
        }

        var replicate = Numbered(rows.Select(table.ReplicateOf).Distinct().Order());
        var combination = Numbered(rows.Select(table.CombinationOf).Distinct().Order());
        return new(met, levels, [.. rows.Select(r => replicate[table.ReplicateOf(r)])], [.. rows.Select(r => combination[table.CombinationOf(r)])],
            [.. rows.Select(table.ValueOf)], [.. combination.Keys], replicate.Count);
    }

    /// <summary>One trial for each combination, with the mean of its replicates.</summary>
    public ValuedTrials Averaged()
    {
        var sums = new double[CombinationIds.Length];
        var counts = new int[CombinationIds.Length];
        var levels = new int[CombinationIds.Length * Sizes.Length];
        for (var i = 0; i < Count; i++)
        {
            var c = Combinations[i];
            sums[c] += Values[i];
            counts[c]++;
            Array.Copy(_levels, i * Sizes.Length, levels, c * Sizes.Length, Sizes.Length);
        }

        return new(Met, levels, new int[sums.Length], [.. Enumerable.Range(0, sums.Length)],
            [.. sums.Zip(counts, (sum, count) => sum / count)], CombinationIds, Math.Min(1, sums.Length));
    }

    private static Dictionary<T, int> Numbered<T>(IEnumerable<T> keys)
        where T : notnull
    {
        var numbers = new Dictionary<T, int>();
        foreach (var key in keys)
            numbers.Add(key, numbers.Count);
        return numbers;
    }

    private bool IsBalanced()
    {
        if (Count == 0 || Cells * ReplicateCount != Count)
            return false;
        var seen = new bool[Count];
        for (var i = 0; i < Count; i++)
        {
            var cell = 0;
            for (var f = 0; f < Sizes.Length; f++)
                cell = (cell * Sizes[f]) + LevelOf(i, f);
            ref var mark = ref seen[(cell * ReplicateCount) + Replicates[i]];
            if (mark)
                return false;
            mark = true;
        }

        return true;
    }
}
