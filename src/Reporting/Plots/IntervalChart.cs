using Sweep.Reporting.Plots.Drawing;

namespace Sweep.Reporting.Plots;

/// <summary>Values with intervals and the single values behind them: leaders, means per level. Marks carry <c>data-group</c> and <c>data-level</c>.</summary>
public sealed record IntervalChart : Chart
{
    /// <summary>The rows, in the order shown.</summary>
    public required IReadOnlyList<IntervalRow> Rows { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required PlotAxis Axis { get; init; }

    /// <summary>A line to compare with: the baseline.</summary>
    public double? Reference { get; init; }

    /// <summary>What the highlight means; no legend where null.</summary>
    public string? HighlightMeans { get; init; }

    /// <inheritdoc/>
    public override bool IsEmpty => Rows.Count == 0;

    /// <inheritdoc/>
    public override ChartTable ToTable() => new(
        ["group", "label", "value", "low", "high", "highlight", "spread", "detail"],
        [.. Rows.Select(r => (IReadOnlyList<object?>)
            [r.Group, r.Label, r.Value, r.Low, r.High, r.Highlight ? "yes" : "no",
                string.Join(';', (r.Spread ?? []).Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture))), r.Detail])]);

    internal override Picture Draw(SvgOptions options) => IntervalDrawing.Draw(
        new(
            Axis,
            [.. Rows.Select(r => new IntervalMark(
                r.Group, r.Label, r.Value, r.Low, r.High, Filled: true, r.Highlight ? PlotColor.Vermilion : PlotColor.Blue, r.Spread ?? [], r.Detail,
                Numbers.Interval(r.Value, r.Low, r.High), Numbers.Short(r.Value, r.Low, r.High)))],
            Reference, null, null, Shape: 0, HighlightMeans is { } means ? [(means, true, PlotColor.Vermilion)] : []),
        Width, options);

    private protected override string Describe()
    {
        var known = Rows.Where(r => double.IsFinite(r.Value)).OrderBy(r => r.Value).ToList();
        return $"Interval chart of {Numbers.Count(Rows.Count, "row")} of {Axis.Title}."
            + (known.Count == 0 ? " None has a value." : $" Lowest: {Words(known[0])}. Highest: {Words(known[^1])}.");
    }

    private static string Words(IntervalRow row) => $"{row.Label} {Numbers.Interval(row.Value, row.Low, row.High)}";
}
