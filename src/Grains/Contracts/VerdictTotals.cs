using System.Collections.Immutable;
using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>Verdicts on trials, counted. Two are equal where all their counts are.</summary>
/// <param name="Judged">Trials that were judged.</param>
/// <param name="Counts">How many of them were given each verdict, in the order of <see cref="Core.Verdicts.Verdict"/>; a trial can have several.</param>
[GenerateSerializer, Immutable, Alias("sweep.VerdictTotals")]
public sealed record VerdictTotals([property: Id(0)] long Judged, [property: Id(1)] ImmutableArray<long> Counts)
{
    /// <summary>Nothing judged.</summary>
    public static VerdictTotals None { get; } = new(0, []);

    /// <inheritdoc/>
    public bool Equals(VerdictTotals? other) => other is not null && Judged == other.Judged && Counts.SequenceEqual(other.Counts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Judged, Counts.Length);

    /// <summary>Both together; a silo of another version may count fewer verdicts.</summary>
    public VerdictTotals Plus(VerdictTotals other)
        => new(Judged + other.Judged, [.. Enumerable.Range(0, Math.Max(Counts.Length, other.Counts.Length))
            .Select(i => Counts.ElementAtOrDefault(i) + other.Counts.ElementAtOrDefault(i))]);
}
