using Sweep.Reporting.Plots.Drawing;

namespace Sweep.Reporting.Plots;

/// <summary>
/// Estimates with intervals beside a reference line, in groups. Filled marks differ from the reference, hollow ones may not.
/// Marks carry <c>data-group</c> and <c>data-level</c>.
/// </summary>
public sealed record ForestPlot : Chart
{
    /// <summary>The estimates, in the order shown.</summary>
    public required IReadOnlyList<ForestRow> Rows { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required PlotAxis Axis { get; init; }

    /// <summary>Where the reference line stands; null for none.</summary>
    public double? Reference { get; init; } = 0;

    /// <summary>Whether estimates are differences and are written with their sign.</summary>
    public bool ShowSign { get; init; } = true;

    /// <summary>What lies left of the reference: <c>worse</c>.</summary>
    public string? LowSide { get; init; }

    /// <summary>What lies right of the reference: <c>better</c>.</summary>
    public string? HighSide { get; init; }

    /// <summary>What a filled mark means, with the level of the test.</summary>
    public string SignificantMeans { get; init; } = "differs from the reference";

    /// <summary>What a hollow mark means.</summary>
    public string OpenMeans { get; init; } = "not settled";

    /// <inheritdoc/>
    public override bool IsEmpty => Rows.Count == 0;

    /// <inheritdoc/>
    public override ChartTable ToTable() => new(
        ["group", "label", "estimate", "low", "high", "significant", "detail"],
        [.. Rows.Select(r => (IReadOnlyList<object?>)[r.Group, r.Label, r.Estimate, r.Low, r.High, r.Significant switch { true => "yes", false => "no", null => null }, r.Detail])]);

    internal override Picture Draw(SvgOptions options) => IntervalDrawing.Draw(
        new(
            Axis,
            [.. Rows.Select(r => new IntervalMark(
                r.Group, r.Label, r.Estimate, r.Low, r.High, Filled: r.Significant != false, PlotColor.Blue, Spread: [], r.Detail,
                Shown: Numbers.Interval(r.Estimate, r.Low, r.High, ShowSign) + (r.Significant == true ? " *" : ""),
                Short: Numbers.Short(r.Estimate, r.Low, r.High, ShowSign) + (r.Significant == true ? " *" : "")))],
            Reference, LowSide, HighSide, Shape: 1, Legend()),
        Width, options);

    private protected override string Describe()
    {
        var known = Rows.Where(r => double.IsFinite(r.Estimate)).OrderBy(r => r.Estimate).ToList();
        var tested = Rows.Count(r => r.Significant is not null);
        var groups = Rows.Select(r => r.Group).Distinct().Count(g => g is not null);
        return $"Forest plot of {Numbers.Count(Rows.Count, "estimate")} of {Axis.Title}" + (groups > 0 ? $" in {Numbers.Count(groups, "group")}" : "") + "."
            + (known.Count > 0 ? $" Lowest: {Words(known[0])}. Highest: {Words(known[^1])}." : "")
            + (tested > 0 ? $" {Rows.Count(r => r.Significant == true)} of {tested}: {SignificantMeans}." : "");
    }

    private string Words(ForestRow row) => $"{(row.Group is null ? "" : row.Group + " ")}{row.Label} {Numbers.Interval(row.Estimate, row.Low, row.High, ShowSign)}";

    private List<(string Label, bool Filled, PlotColor Color)> Legend()
    {
        var legend = new List<(string, bool, PlotColor)>();
        if (Rows.Any(r => r.Significant == true))
            legend.Add((SignificantMeans + " (*)", true, PlotColor.Blue));
        if (Rows.Any(r => r.Significant == false))
            legend.Add((OpenMeans, false, PlotColor.Blue));
        return legend;
    }
}
