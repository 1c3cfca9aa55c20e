using Sweep.Core.Results;

namespace Sweep.Core.Statistics;

/// <summary>
/// What trials say about factors, a row a trial with a result. Only a completed trial with a finite value is ever averaged;
/// the others are kept, so that what is missing can be told: a diverged one has no value that means anything, a failed one
/// says nothing about the network, a stopped one was trained for less than the rest.
/// </summary>
public sealed class ObservationTable
{
    private readonly List<int> _levels = [];
    private readonly List<int> _replicates = [];
    private readonly List<double> _values = [];
    private readonly List<TrialOutcome> _outcomes = [];
    private readonly List<long> _combinations = [];

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
    /// <param name="outcome">How it ended.</param>
    /// <param name="value">The objective's value; looked at for a completed trial alone.</param>
    /// <param name="combination">Index of its combination; without one, the number of its levels in the grid.</param>
    public void Add(ReadOnlySpan<int> levels, int replicate, TrialOutcome outcome, double value, long? combination = null)
    {
        if (levels.Length != Factors.Count)
            throw new ArgumentException("one level for each factor is needed", nameof(levels));
        ArgumentOutOfRangeException.ThrowIfNegative(replicate);
        var cell = 0L;
        for (var f = 0; f < levels.Length; f++)
        {
            if ((uint)levels[f] >= (uint)Factors[f].Levels.Count)
                throw new ArgumentOutOfRangeException(nameof(levels), levels[f], $"factor {Factors[f].Name} has {Factors[f].Levels.Count} levels");
            cell = (cell * Factors[f].Levels.Count) + levels[f];
        }

        foreach (var level in levels)
            _levels.Add(level);
        _replicates.Add(replicate);
        _values.Add(outcome == TrialOutcome.Completed && double.IsFinite(value) ? value : double.NaN);
        _outcomes.Add(outcome);
        _combinations.Add(combination ?? cell);
    }

    /// <summary>Number of the level that a factor has in a row.</summary>
    public int LevelOf(int row, int factor) => _levels[(row * Factors.Count) + factor];

    /// <summary>Replicate of a row.</summary>
    public int ReplicateOf(int row) => _replicates[row];

    /// <summary>Combination of a row.</summary>
    public long CombinationOf(int row) => _combinations[row];

    /// <summary>Value of a row; NaN where it has none.</summary>
    public double ValueOf(int row) => _values[row];

    /// <summary>How a row's trial ended.</summary>
    public TrialOutcome OutcomeOf(int row) => _outcomes[row];

    /// <summary>Whether a row's trial diverged.</summary>
    public bool DivergedAt(int row) => _outcomes[row] == TrialOutcome.Diverged;
}
