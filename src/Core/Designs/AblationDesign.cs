namespace Sweep.Core.Designs;

/// <summary>A baseline, then each factor moved to each of its other levels, one at a time.</summary>
public sealed class AblationDesign : ILevelDesign
{
    private readonly int[] _baseline;
    private readonly (int Factor, int Level)[] _moves;

    /// <summary>Made from the number of levels of each factor and the baseline's level of each.</summary>
    public AblationDesign(IReadOnlyList<int> sizes, IReadOnlyList<int> baseline)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        _baseline = [.. baseline];
        _moves = [.. sizes.SelectMany((size, factor) => Enumerable.Range(0, size).Where(l => l != baseline[factor]).Select(l => (factor, l)))];
    }

    private AblationDesign(int[] baseline, (int Factor, int Level)[] moves) => (_baseline, _moves) = (baseline, moves);

    /// <inheritdoc/>
    public long Count => _moves.Length + 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => [];

    /// <inheritdoc/>
    public void Levels(long index, Span<int> levels)
    {
        _baseline.CopyTo(levels);
        if (index > 0)
            levels[_moves[index - 1].Factor] = _moves[index - 1].Level;
    }

    /// <summary>The same design without some of its combinations.</summary>
    /// <param name="indices">Combinations to leave out; never the baseline.</param>
    public AblationDesign Without(IReadOnlySet<long> indices)
        => new(_baseline, [.. _moves.Where((_, i) => !indices.Contains(i + 1))]);
}
