using System.Collections.Immutable;

namespace Sweep.Core.Schedulers;

/// <summary>Makes an <see cref="IndexRanges"/> of numbers that come in ascending order, holding no more than the ranges. Used by one thread.</summary>
public sealed class IndexRangesBuilder
{
    private readonly ImmutableArray<IndexRange>.Builder _ranges = ImmutableArray.CreateBuilder<IndexRange>();

    /// <summary>Adds a number greater than all before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or not greater.</exception>
    public void Append(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (_ranges.Count == 0 || index > _ranges[^1].Last + 1)
            _ranges.Add(new(index, index));
        else if (index == _ranges[^1].Last + 1)
            _ranges[^1] = _ranges[^1] with { Last = index };
        else
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The numbers ascend; the last was {_ranges[^1].Last}.");
    }

    /// <summary>The set so far.</summary>
    public IndexRanges Build() => new(_ranges.ToImmutable());
}
