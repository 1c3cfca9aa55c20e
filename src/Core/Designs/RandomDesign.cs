using Sweep.Core.Randomness;

namespace Sweep.Core.Designs;

/// <summary>Independent uniform points (Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 2012).</summary>
/// <param name="count">Number of points.</param>
/// <param name="key">Key of the random numbers.</param>
public sealed class RandomDesign(long count, RandomKey key) : IPointDesign
{
    /// <inheritdoc/>
    public long Count => count;

    /// <inheritdoc/>
    public void Point(long index, Span<double> coordinates)
    {
        for (var d = 0; d < coordinates.Length; d++)
            coordinates[d] = DesignRandom.Uniform(key, DesignRandom.Draw, d, index);
    }
}
