using Sweep.Reporting.Plots.Scales;

namespace Sweep.Reporting.Plots.Drawing;

/// <summary>From a heat map's numbers to shares of its colour map.</summary>
internal sealed class HeatColors
{
    private readonly HeatMap _map;

    public HeatColors(HeatMap map, IEnumerable<HeatPanel> panels)
    {
        _map = map;
        var values = panels.SelectMany(p => p.Values).SelectMany(r => r);
        var kind = map.Scale == HeatScale.Log ? AxisScale.Log : AxisScale.Linear;
        if (map.Scale != HeatScale.Diverging)
        {
            Scale = Scale.Of(new("", kind), values, pad: 0);
            return;
        }

        var centre = LinearScale.Accepts(map.Centre) ? map.Centre : 0;
        var far = values.Where(LinearScale.Accepts).Select(v => Math.Abs(v - centre)).DefaultIfEmpty(1).Max();
        far = far == 0 ? 1 : Math.Min(far, Scale.Largest);
        Scale = new LinearScale(centre - far, centre + far);
    }

    public Scale Scale { get; }

    public bool Diverging => _map.Scale == HeatScale.Diverging;

    /// <summary>Whether a number has a colour.</summary>
    public bool Takes(double value) => Scale.Takes(value);

    public double Share(double value) => Scale.Clamped(value);

    public string Color(double value) => ColorMap.At(Share(value), Diverging);
}
