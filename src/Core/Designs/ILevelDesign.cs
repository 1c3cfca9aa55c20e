namespace Sweep.Core.Designs;

/// <summary>A design that chooses levels: each combination is one level of every factor. Safe to use from many threads.</summary>
public interface ILevelDesign
{
    /// <summary>Number of combinations.</summary>
    long Count { get; }

    /// <summary>What to tell whoever reads the plan: the generators and aliases of a fraction.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>Writes the number of each factor's level in one combination.</summary>
    /// <param name="index">The combination, from 0.</param>
    /// <param name="levels">One number for each factor, from 0.</param>
    void Levels(long index, Span<int> levels);
}
