using System.Globalization;

namespace Sweep.Core.Designs;

/// <summary>
/// A regular fraction p^(q-k) of a factorial with q factors of p levels each, p prime. The first q-k factors run through
/// all combinations; level x_j of each other factor is a sum of theirs mod p, given by its generator. Generators are
/// searched for the greatest resolution (Box, Hunter and Hunter 2005; for p > 2 Wu and Hamada 2009).
/// </summary>
public sealed class FractionDesign : ILevelDesign
{
    private readonly int _prime;
    private readonly int _base;
    private readonly int[][] _generators;

    private FractionDesign(int prime, int baseFactors, IReadOnlyList<int[]> generators, int resolution, IReadOnlyList<string> names)
    {
        _prime = prime;
        _base = baseFactors;
        _generators = [.. generators];
        Resolution = resolution;
        Count = FractionWords.Power(prime, baseFactors);
        Notes = FractionNotes.Write(prime, baseFactors, generators, resolution, names);
    }

    /// <summary>The length of the shortest word in the defining relation; a full factorial has none.</summary>
    public int Resolution { get; }

    /// <inheritdoc/>
    public long Count { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The best fraction found, or null with the reason.</summary>
    /// <param name="sizes">Number of levels of each factor.</param>
    /// <param name="power">Number k of generated factors.</param>
    /// <param name="names">Names of the factors, for the notes.</param>
    /// <param name="reason">What stands against a fraction.</param>
    public static FractionDesign? TryFind(IReadOnlyList<int> sizes, int power, IReadOnlyList<string> names, out string? reason)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        var prime = sizes.Count == 0 ? 0 : sizes[0];
        reason = null;
        if (sizes.Any(s => s != prime) || prime < 2 || Enumerable.Range(2, Math.Max(0, prime - 2)).Any(d => prime % d == 0))
            reason = $"a fraction needs factors that all have the same prime number of levels; found {string.Join(", ", sizes.Select((s, i) => string.Create(CultureInfo.InvariantCulture, $"{names[i]} with {s}")))}";
        else if (power >= sizes.Count)
            reason = $"1/{prime}^{power} of {sizes.Count} factors leaves nothing; power must be less than the number of factors";
        else if (FractionWords.TooMany(prime, sizes.Count - power, power))
            reason = $"a fraction of {sizes.Count} factors with power {power} is too large to search; at most {FractionWords.MaxWords} combinations and defining words";
        if (reason is not null)
            return null;
        var (generators, resolution) = new FractionSearch(prime, sizes.Count - power, power).Best();
        if (generators is null)
        {
            reason = $"1/{prime}^{power} of {sizes.Count} factors would confound main effects with one another; take a smaller power";
            return null;
        }

        return new(prime, sizes.Count - power, generators, resolution, names);
    }

    /// <inheritdoc/>
    public void Levels(long index, Span<int> levels)
    {
        for (var i = _base - 1; i >= 0; i--)
        {
            levels[i] = (int)(index % _prime);
            index /= _prime;
        }

        for (var g = 0; g < _generators.Length; g++)
        {
            var sum = 0;
            for (var i = 0; i < _base; i++)
                sum += _generators[g][i] * levels[i];
            levels[_base + g] = sum % _prime;
        }
    }
}
