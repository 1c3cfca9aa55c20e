namespace Sweep.Core.Designs;

/// <summary>A design that draws points of the unit cube, one coordinate a factor. Safe to use from many threads.</summary>
public interface IPointDesign
{
    /// <summary>Number of points.</summary>
    long Count { get; }

    /// <summary>Writes the coordinates of one point, each in [0, 1).</summary>
    /// <param name="index">The point, from 0.</param>
    /// <param name="coordinates">One for each factor.</param>
    void Point(long index, Span<double> coordinates);
}
