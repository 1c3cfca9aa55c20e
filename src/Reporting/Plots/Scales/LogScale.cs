using System.Globalization;

namespace Sweep.Reporting.Plots.Scales;

/// <summary>Equal ratios are equal lengths. Holds the ends as decimal logarithms, which neither overflow nor vanish.</summary>
internal sealed class LogScale(double logMin, double logMax) : Scale
{
    public override (double Min, double Max) Domain => (Math.Pow(10, logMin), Math.Pow(10, logMax));

    public static bool Accepts(double value) => value > 0 && double.IsFinite(value);

    public override bool Takes(double value) => Accepts(value);

    public override double Fraction(double value) => At(Math.Log10(value));

    public override IReadOnlyList<Tick> Ticks(int about)
    {
        var decades = logMax - logMin;
        return decades < 0.4 ? Within(about) : decades < 1.6 || (decades < 2.6 && about >= 7) ? Few(about) : Decades(about);
    }

    public static LogScale Around(double low, double high, PlotAxis axis, double pad)
    {
        var from = Math.Log10(axis.Min is { } a && Accepts(a) ? a : low);
        var to = Math.Log10(axis.Max is { } b && Accepts(b) ? b : high);
        if (to - from < 1e-9)
            return new(Math.Min(from, to) - 0.5, Math.Max(from, to) + 0.5);
        var free = (to - from) * pad;
        return new(axis.Min is null ? from - free : from, axis.Max is null ? to + free : to);
    }

    private double At(double log) => (log - logMin) / (logMax - logMin);

    // Powers of ten, every n-th where there are many; the multiples between them as minor ticks where there is room.
    private List<Tick> Decades(int about)
    {
        var step = (int)Math.Max(1, NiceNumbers.Step((logMax - logMin) / Math.Max(1, about)));
        var ticks = new List<Tick>();
        var first = (int)Math.Floor(logMin);
        var last = (int)Math.Ceiling(logMax);
        var plain = logMin > -3.3 && logMax < 4.3;
        for (var power = first; power <= last; power++)
        {
            var whole = ((power % step) + step) % step == 0;
            Put(ticks, power, whole ? plain ? Plain(power) : NiceNumbers.Power(power) : null);
            if (last - first > 12)
                continue;
            for (var multiple = 2; multiple < 10; multiple++)
                Put(ticks, power + Math.Log10(multiple), null);
        }

        return ticks;
    }

    // Around one decade: 1, 2 and 5 are labelled.
    private List<Tick> Few(int about)
    {
        var ticks = new List<Tick>();
        for (var power = (int)Math.Floor(logMin); power <= (int)Math.Ceiling(logMax); power++)
        {
            for (var multiple = 1; multiple < 10; multiple++)
            {
                var named = multiple is 1 or 5 || (multiple == 2 && about >= 4);
                Put(ticks, power + Math.Log10(multiple), named ? NiceNumbers.Short(multiple, power) : null);
            }
        }

        return ticks;
    }

    // Less than a factor of about 2.5: as a linear axis would.
    private List<Tick> Within(int about)
    {
        var (low, high) = Domain;
        if (low < 1e-290 || high > Largest)
            return Decades(about);
        var step = NiceNumbers.Step((high - low) / Math.Max(1, about));
        var ticks = new List<Tick>();
        var first = Math.Ceiling((low / step) - 1e-9);
        for (var i = 0; i <= 2 * about; i++)
        {
            var value = (first + i) * step;
            Put(ticks, Math.Log10(value), NiceNumbers.Label(value, step, high));
        }

        return ticks;
    }

    private void Put(List<Tick> ticks, double log, string? label)
    {
        var at = At(log);
        if (at is >= -1e-9 and <= 1 + 1e-9)
            ticks.Add(new(Math.Clamp(at, 0, 1), label));
    }

    private static string Plain(int power) => Math.Pow(10, power).ToString("0.####", CultureInfo.InvariantCulture);
}
