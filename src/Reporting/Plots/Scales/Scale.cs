namespace Sweep.Reporting.Plots.Scales;

/// <summary>Maps numbers to the unit interval and back to labels.</summary>
internal abstract class Scale
{
    /// <summary>Larger numbers are taken as beyond any linear axis, so that a span never overflows.</summary>
    public const double Largest = 1e300;

    /// <summary>First and last number of the axis.</summary>
    public abstract (double Min, double Max) Domain { get; }

    /// <summary>Share of the axis' length from its beginning; finite for every number that <see cref="Takes"/> takes.</summary>
    public abstract double Fraction(double value);

    /// <summary>Whether a number has a place on an axis of this kind, be it beyond the ends.</summary>
    public abstract bool Takes(double value);

    /// <summary>Ticks in ascending order within the axis.</summary>
    /// <param name="about">How many labelled ticks there is room for; no more than about this many come.</param>
    public abstract IReadOnlyList<Tick> Ticks(int about);

    /// <summary>Whether a number lies on the axis.</summary>
    public bool Shows(double value) => Takes(value) && Fraction(value) is >= -1e-9 and <= 1 + 1e-9;

    /// <summary>The share of a number, with those beyond the ends put at the end.</summary>
    public double Clamped(double value) => Math.Clamp(Fraction(value), 0, 1);

    /// <summary>The scale of an axis for some numbers; those that it cannot take do not count.</summary>
    /// <param name="axis">The axis as asked for.</param>
    /// <param name="values">The numbers to be shown.</param>
    /// <param name="zero">Whether a linear axis has to hold zero.</param>
    /// <param name="pad">Share of the span left free at each end that is not fixed.</param>
    public static Scale Of(PlotAxis axis, IEnumerable<double> values, bool zero = false, double pad = 0.04)
    {
        var log = axis.Scale == AxisScale.Log;
        var min = double.PositiveInfinity;
        var max = double.NegativeInfinity;
        foreach (var value in values)
        {
            if (!(log ? LogScale.Accepts(value) : LinearScale.Accepts(value)))
                continue;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        if (zero && !log)
        {
            min = Math.Min(min, 0);
            max = Math.Max(max, 0);
        }

        if (min > max)
            (min, max) = log ? (0.1, 10) : (0, 1);
        return log ? LogScale.Around(min, max, axis, pad) : LinearScale.Around(min, max, axis, pad, zero);
    }
}
