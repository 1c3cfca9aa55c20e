namespace Sweep.Core.Designs;

/// <summary>Every combination of all levels; the last factor varies fastest.</summary>
/// <param name="sizes">Number of levels of each factor.</param>
public sealed class FullDesign(IReadOnlyList<int> sizes) : ILevelDesign
{
    /// <inheritdoc/>
    public long Count { get; } = sizes.Aggregate(1L, (product, n) => checked(product * n));

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => [];

    /// <inheritdoc/>
    public void Levels(long index, Span<int> levels)
    {
        for (var i = sizes.Count - 1; i >= 0; i--)
        {
            levels[i] = (int)(index % sizes[i]);
            index /= sizes[i];
        }
    }
}
