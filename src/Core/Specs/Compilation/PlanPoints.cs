using System.Globalization;
using Sweep.Core.Designs;

namespace Sweep.Core.Specs.Compilation;

/// <summary>Turns a design's points into values of factors. Safe to use from many threads.</summary>
internal sealed class PlanPoints
{
    private const int Significant = 6;

    private readonly ILevelDesign? _levels;
    private readonly IPointDesign? _points;

    /// <summary>Made from a design that chooses levels.</summary>
    public PlanPoints(ILevelDesign design) => _levels = design;

    /// <summary>Made from a design that draws points.</summary>
    public PlanPoints(IPointDesign design) => _points = design;

    /// <summary>Number of combinations.</summary>
    public long Count => _levels?.Count ?? _points!.Count;

    /// <summary>What the design tells about itself.</summary>
    public IReadOnlyList<string> Notes => _levels?.Notes ?? [];

    /// <summary>Writes for each factor the number of its level, and for those with a range the value itself.</summary>
    public void Fill(long index, IReadOnlyList<BoundFactor> factors, Span<int> levels, Span<double> values)
    {
        if (_levels is not null)
        {
            _levels.Levels(index, levels);
            return;
        }

        _points!.Point(index, values);
        for (var i = 0; i < factors.Count; i++)
        {
            if (factors[i].Range is { } range)
                values[i] = InRange(range, values[i]);
            else
                levels[i] = (int)(values[i] * factors[i].Levels.Count);
        }
    }

    /// <summary>
    /// The value at u of a range, rounded to six significant digits: labels are exact, and the last bits of a
    /// processor's logarithm cannot show.
    /// </summary>
    private static double InRange(FactorRange range, double u)
    {
        var end = range.To + (range.Whole ? 1 : 0);
        var value = range.Log
            ? Math.Exp(Round(Math.Log(range.From) + (u * (Math.Log(end) - Math.Log(range.From))), 12))
            : range.From + (u * (end - range.From));
        value = range.Whole ? Math.Floor(Round(value, 12)) : Round(value, Significant);
        return Math.Clamp(value, range.From, range.To);
    }

    private static double Round(double value, int digits)
        => double.Parse(value.ToString("E" + (digits - 1), CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture) + 0.0;
}
