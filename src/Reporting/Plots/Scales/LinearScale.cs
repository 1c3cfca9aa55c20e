namespace Sweep.Reporting.Plots.Scales;

/// <summary>Equal differences are equal lengths.</summary>
internal sealed class LinearScale(double min, double max, bool duration = false) : Scale
{
    public override (double Min, double Max) Domain => (min, max);

    public static bool Accepts(double value) => Math.Abs(value) <= Largest;

    public override bool Takes(double value) => Accepts(value);

    public override double Fraction(double value) => (value - min) / (max - min);

    public override IReadOnlyList<Tick> Ticks(int about)
    {
        var step = duration ? Durations.Step((max - min) / Math.Max(1, about)) : NiceNumbers.Step((max - min) / Math.Max(1, about));
        var largest = Math.Max(Math.Abs(min), Math.Abs(max));
        var ticks = new List<Tick>();
        // By the whole multiple, so that no error adds up and zero is zero.
        var first = Math.Ceiling((min / step) - 1e-9);
        for (var i = 0; i <= 2 * about; i++)
        {
            var value = (first + i) * step;
            var at = Fraction(value);
            if (at > 1 + 1e-9)
                break;
            ticks.Add(new(Math.Clamp(at, 0, 1), duration ? Durations.Label(value, step, largest) : NiceNumbers.Label(value, step, largest)));
        }

        return ticks;
    }

    public static LinearScale Around(double low, double high, PlotAxis axis, double pad, bool zero)
    {
        var from = axis.Min is { } a && Accepts(a) ? a : low;
        var to = axis.Max is { } b && Accepts(b) ? b : high;
        // A span that the digits of its ends cannot tell apart is no span.
        if (to - from <= 1e-12 * Math.Max(Math.Abs(from), Math.Abs(to)))
        {
            var half = from == 0 ? 1 : Math.Max(Math.Abs(from), Math.Abs(to)) * 0.1;
            from -= half;
            to = from + (2 * half);
            if (from == to)
                (from, to) = (from - 1, to + 1);
            return new(from, to, axis.Scale == AxisScale.Duration);
        }

        var free = (to - from) * pad;
        if (axis.Min is null && !(zero && from == 0))
            from -= axis.Scale == AxisScale.Duration && from >= 0 ? Math.Min(from, free) : free;
        if (axis.Max is null && !(zero && to == 0))
            to += free;
        return new(from, to, axis.Scale == AxisScale.Duration);
    }
}
