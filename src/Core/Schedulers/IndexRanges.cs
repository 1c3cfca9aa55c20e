using System.Collections.Immutable;
using System.Globalization;

namespace Sweep.Core.Schedulers;

/// <summary>
/// A set of trial numbers, kept as ranges: small as long as its gaps are few, whatever the number of trials. Immutable.
/// </summary>
public sealed class IndexRanges : IEquatable<IndexRanges>
{
    private readonly ImmutableArray<IndexRange> _ranges;

    internal IndexRanges(ImmutableArray<IndexRange> ranges) => _ranges = ranges;

    /// <summary>The empty set.</summary>
    public static IndexRanges Empty { get; } = new([]);

    /// <summary>The ranges: ascending, apart from one another by at least one number.</summary>
    public IReadOnlyList<IndexRange> Ranges => _ranges;

    /// <summary>Number of numbers.</summary>
    public long Count => _ranges.Sum(r => r.Last - r.First + 1);

    /// <summary>Made from numbers in any order.</summary>
    public static IndexRanges Of(IEnumerable<long> indices)
    {
        var ranges = ImmutableArray.CreateBuilder<IndexRange>();
        foreach (var index in indices.Order())
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indices));
            if (ranges.Count > 0 && index <= ranges[^1].Last + 1)
                ranges[^1] = new(ranges[^1].First, Math.Max(index, ranges[^1].Last));
            else
                ranges.Add(new(index, index));
        }

        return new(ranges.ToImmutable());
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is none of a set's.</exception>
    public static IndexRanges Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ranges = ImmutableArray.CreateBuilder<IndexRange>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !Whole(ends[0], out var first) || !Whole(ends[^1], out var last) || last < first || (ranges.Count > 0 && first <= ranges[^1].Last + 1))
                throw new FormatException($"'{text}' is not a set of ranges as 0-4,7");
            ranges.Add(new(first, last));
        }

        return new(ranges.ToImmutable());
    }

    /// <summary>Whether a number is in the set.</summary>
    public bool Contains(long index) => Find(index) >= 0;

    /// <summary>The set with one number more.</summary>
    public IndexRanges Add(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var place = Find(index);
        if (place >= 0)
            return this;
        var next = ~place;
        var joinsLast = next > 0 && _ranges[next - 1].Last == index - 1;
        var joinsNext = next < _ranges.Length && _ranges[next].First == index + 1;
        return new((joinsLast, joinsNext) switch
        {
            (true, true) => _ranges.SetItem(next - 1, new(_ranges[next - 1].First, _ranges[next].Last)).RemoveAt(next),
            (true, false) => _ranges.SetItem(next - 1, new(_ranges[next - 1].First, index)),
            (false, true) => _ranges.SetItem(next, new(index, _ranges[next].Last)),
            _ => _ranges.Insert(next, new(index, index)),
        });
    }

    /// <summary>The least number from this one on that is not in the set.</summary>
    public long NextGap(long index) => Find(index) is var place and >= 0 ? _ranges[place].Last + 1 : index;

    /// <inheritdoc/>
    public bool Equals(IndexRanges? other) => other is not null && _ranges.AsSpan().SequenceEqual(other._ranges.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IndexRanges);

    /// <inheritdoc/>
    public override int GetHashCode() => _ranges.Length == 0 ? 0 : HashCode.Combine(_ranges.Length, _ranges[0], _ranges[^1]);

    /// <summary><c>0-4,7,9-10</c>.</summary>
    public override string ToString()
        => string.Join(',', _ranges.Select(r => r.First == r.Last ? Text(r.First) : Text(r.First) + "-" + Text(r.Last)));

    /// <summary>The range that holds a number, or the complement of where it would stand.</summary>
    private int Find(long index)
    {
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].Last < index)
                low = middle + 1;
            else if (_ranges[middle].First > index)
                high = middle - 1;
            else
                return middle;
        }

        return ~low;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool Whole(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
