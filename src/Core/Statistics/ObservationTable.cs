namespace Sweep.Core.Statistics;

/// <summary>
/// What trials say about factors, a row a trial that completed or diverged. Failed and stopped trials do not belong
/// here: the first say nothing about the network, the second were trained for less than the others.
/// A diverged trial has no value; it is counted and never averaged.
/// </summary>
public sealed class ObservationTable
{
    private readonly List<int> _levels = [];
    private readonly List<int> _replicates = [];
    private readonly List<double> _values = [];
    private readonly List<bool> _diverged = [];

    /// <summary>A table without rows.</summary>
    public ObservationTable(IReadOnlyList<FactorLevels> factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        Factors = factors;
    }

    /// <summary>The factors.</summary>
    public IReadOnlyList<FactorLevels> Factors { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => _values.Count;

    /// <summary>Adds one trial.</summary>
    /// <param name="levels">Number of the level of each factor.</param>
    /// <param name="replicate">The replicate.</param>
    /// <param name="value">The objective's value; not looked at for a diverged trial.</param>
    /// <param name="diverged">Whether it diverged.</param>
    public void Add(ReadOnlySpan<int> levels, int replicate, double value, bool diverged)
    {
        if (levels.Length != Factors.Count)
            throw new ArgumentException("one level for each factor is needed", nameof(levels));
        for (var f = 0; f < levels.Length; f++)
        {
            if ((uint)levels[f] >= (uint)Factors[f].Levels.Count)
                throw new ArgumentOutOfRangeException(nameof(levels), levels[f], $"factor {Factors[f].Name} has {Factors[f].Levels.Count} levels");
        }

        foreach (var level in levels)
            _levels.Add(level);
        _replicates.Add(replicate);
        _values.Add(diverged || !double.IsFinite(value) ? double.NaN : value);
        _diverged.Add(diverged);
    }

    /// <summary>Number of the level that a factor has in a row.</summary>
    public int LevelOf(int row, int factor) => _levels[(row * Factors.Count) + factor];

    /// <summary>Replicate of a row.</summary>
    public int ReplicateOf(int row) => _replicates[row];

    /// <summary>Value of a row; NaN where it has none.</summary>
    public double ValueOf(int row) => _values[row];

    /// <summary>Whether a row's trial diverged.</summary>
    public bool DivergedAt(int row) => _diverged[row];
}
