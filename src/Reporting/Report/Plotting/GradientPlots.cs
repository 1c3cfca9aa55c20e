using System.Globalization;
using Sweep.Reporting.Plots;

namespace Sweep.Reporting.Report.Plotting;

/// <summary>Gradient norms by layer and epoch.</summary>
internal static class GradientPlots
{
    /// <summary>Median norm by layer and epoch, a plot a factor with a panel a level.</summary>
    public static IReadOnlyList<ReportPlot> Of(ReportData data) =>
    [
        .. Enumerable.Range(0, data.Factors.Count).Select(f => new ReportPlot(ReportPlot.NameOf("gradients", data.Factors[f].Name), new HeatMap
        {
            Id = ReportPlot.NameOf("gradients", data.Factors[f].Name),
            Title = $"Gradient norm by layer and epoch, by {data.Factors[f].Name}",
            ValueTitle = "median gradient norm",
            RowTitle = data.OneDepth ? "layer" : "layers before the output",
            ColumnTitle = "epoch",
            RowName = "layer",
            ColumnName = "epoch",
            Scale = HeatScale.Log,
            MissingMeans = "exactly zero, or not measured",
            WhyEmpty = "gradient norms were not measured (probes.gradients is 0)",
            Panels = [.. data.Factors[f].Levels.Select((label, l) => (label, Grid: data.PictureOf(f, l).Gradients)).Where(p => p.Grid.Rows > 0).Select(p => Panel(data, p.label, p.Grid))],
        })),
    ];

    /// <summary>What is left of the gradient on its way back, with its bounds, a plot a factor.</summary>
    public static IReadOnlyList<ReportPlot> Depth(ReportData data) =>
    [
        .. Enumerable.Range(0, data.Factors.Count).Select(f => new ReportPlot(ReportPlot.NameOf("depth", data.Factors[f].Name), new DecayChart
        {
            Id = ReportPlot.NameOf("depth", data.Factors[f].Name),
            Title = $"Gradient left over depth, by {data.Factors[f].Name}",
            X = new("layers before the output"),
            Y = new("gradient, over that at the output", AxisScale.Log),
            MeasuredMeans = "measured: median and quartiles of trials",
            BoundMeans = "bound: product of slope and weight norm",
            WhyEmpty = "gradient norms were not measured in networks of two layers and more",
            Series = [.. data.Factors[f].Levels.Select((label, l) => Decay(label, data.PictureOf(f, l).Depth)).Where(s => s.Measured.Count > 1)],
        })),
    ];

    private static DecaySeries Decay(string label, DepthTally tally)
    {
        var layers = Enumerable.Range(0, tally.Layers).ToList();
        return new(label,
            [.. layers.Select(b => new LinePoint(b, tally.Signal(b, 0.5), tally.Signal(b, 0.25), tally.Signal(b, 0.75)))],
            [.. layers.Where(b => double.IsFinite(tally.Bound(b))).Select(b => new LinePoint(b, tally.Bound(b)))]);
    }

    private static HeatPanel Panel(ReportData data, string label, GradientGrid grid)
    {
        // The output layer stands at the foot: gradients flow from there up.
        var rows = Enumerable.Range(0, grid.Rows).Reverse().ToList();
        return new(label,
            [.. rows.Select(r => RowLabel(data, grid, r))],
            [.. Enumerable.Range(0, grid.Columns).Select(c => Span((c * grid.EpochsPerCell) + 1, Math.Min((c + 1) * grid.EpochsPerCell, grid.Epochs)))],
            [.. rows.Select(r => (IReadOnlyList<double>)[.. Enumerable.Range(0, grid.Columns).Select(c => grid.Median(r, c))])]);
    }

    private static string RowLabel(ReportData data, GradientGrid grid, int row)
    {
        var (near, far) = (row * grid.LayersPerCell, Math.Min(((row + 1) * grid.LayersPerCell) - 1, grid.Layers - 1));
        return data.OneDepth ? Span(grid.Layers - far, grid.Layers - near) : Span(near, far);
    }

    private static string Span(int from, int to)
        => from == to ? from.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{from}–{to}");
}
