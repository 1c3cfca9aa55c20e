using Sweep.Reporting.Plots.Drawing;

namespace Sweep.Reporting.Plots;

/// <summary>
/// Numbers as colours, in one panel or in small multiples with one colour scale. Missing cells and infinite ones look unlike any
/// number. Panels, rows and cells carry <c>data-NAME</c>, by <see cref="PanelName"/>, <see cref="RowName"/> and <see cref="ColumnName"/>.
/// </summary>
public sealed record HeatMap : Chart
{
    /// <summary>The panels, in the order shown.</summary>
    public required IReadOnlyList<HeatPanel> Panels { get; init; }

    /// <summary>What the colours measure, with the unit.</summary>
    public required string ValueTitle { get; init; }

    /// <summary>Title of the rows' axis.</summary>
    public required string RowTitle { get; init; }

    /// <summary>Title of the columns' axis.</summary>
    public required string ColumnTitle { get; init; }

    /// <summary>How numbers become colours.</summary>
    public HeatScale Scale { get; init; } = HeatScale.Linear;

    /// <summary>The centre of a diverging scale.</summary>
    public double Centre { get; init; }

    /// <summary>Whether numbers are written into the cells, where all of them fit.</summary>
    public bool ShowValues { get; init; }

    /// <summary>What a missing cell means.</summary>
    public string MissingMeans { get; init; } = "no data";

    /// <summary>What an infinite cell means.</summary>
    public string InfiniteMeans { get; init; } = "infinite";

    /// <summary>Name of the data attribute of panels: <c>level</c> gives <c>data-level</c>.</summary>
    public string PanelName { get; init; } = "level";

    /// <summary>Name of the data attribute of rows.</summary>
    public string RowName { get; init; } = "row";

    /// <summary>Name of the data attribute of cells.</summary>
    public string ColumnName { get; init; } = "column";

    /// <summary>How many cells are drawn at most, about 130 bytes each; beyond it neighbouring columns are merged.</summary>
    public int MostCells { get; init; } = 2_000;

    /// <inheritdoc/>
    public override bool IsEmpty => !Panels.Any(p => p.Values.Any(r => r.Any(v => !double.IsNaN(v))));

    /// <inheritdoc/>
    public override ChartTable ToTable() => new(
        ["panel", "row", "column", "value"],
        [.. Panels.SelectMany(p => p.Rows.SelectMany((row, i) => p.Columns.Select((column, j) => (IReadOnlyList<object?>)[p.Title, row, column, Cell(p, i, j)])))]);

    internal override Picture Draw(SvgOptions options) => HeatDrawing.Draw(this, options);

    internal static double Cell(HeatPanel panel, int row, int column)
        => row < panel.Values.Count && column < panel.Values[row].Count ? panel.Values[row][column] : double.NaN;

    private protected override string Describe()
    {
        var cells = Panels.SelectMany(p => p.Rows.SelectMany((row, i) => p.Columns.Select((column, j) => (Words: $"{p.Title} {RowTitle} {row}, {ColumnTitle} {column}".TrimStart(), Value: Cell(p, i, j))))).ToList();
        var known = cells.Where(c => double.IsFinite(c.Value)).ToList();
        var missing = cells.Count(c => double.IsNaN(c.Value));
        var infinite = cells.Count - known.Count - missing;
        var extremes = known.Count == 0 ? "" : $" Lowest: {Show.Ratio(known.MinBy(c => c.Value).Value)} at {known.MinBy(c => c.Value).Words}. Highest: {Show.Ratio(known.MaxBy(c => c.Value).Value)} at {known.MaxBy(c => c.Value).Words}.";
        return $"Heat map of {ValueTitle} by {RowTitle} and {ColumnTitle}, {Numbers.Count(Panels.Count, "panel")}, {Numbers.Count(cells.Count, "cell")}.{extremes}"
            + (missing > 0 ? $" {missing}: {MissingMeans}." : "") + (infinite > 0 ? $" {infinite}: {InfiniteMeans}." : "");
    }
}
