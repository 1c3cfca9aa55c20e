using Sweep.Reporting.Plots.Drawing;

namespace Sweep.Reporting.Plots;

/// <summary>
/// Points measured over depth, with their range, beside the bound that theory gives as a dashed line. Series are groups with
/// <c>data-level</c>; their points carry <c>data-layer</c>.
/// </summary>
public sealed record DecayChart : Chart
{
    /// <summary>The series.</summary>
    public required IReadOnlyList<DecaySeries> Series { get; init; }

    /// <summary>The horizontal axis: depth.</summary>
    public required PlotAxis X { get; init; }

    /// <summary>The vertical axis; mostly log.</summary>
    public required PlotAxis Y { get; init; }

    /// <summary>What the points are: <c>median and quartiles of trials</c>.</summary>
    public string MeasuredMeans { get; init; } = "measured";

    /// <summary>What the dashed lines are.</summary>
    public string BoundMeans { get; init; } = "bound";

    /// <summary>Height of the area between the axes.</summary>
    public int Height { get; init; } = 260;

    /// <inheritdoc/>
    public override bool IsEmpty => !Series.Any(s => s.Measured.Concat(s.Bound).Any(p => double.IsFinite(p.X) && double.IsFinite(p.Y)));

    /// <inheritdoc/>
    public override ChartTable ToTable() => new(
        ["series", "kind", "x", "y", "low", "high"],
        [.. Series.SelectMany(s =>
            s.Measured.Select(p => (IReadOnlyList<object?>)[s.Name, "measured", p.X, p.Y, p.Low, p.High])
                .Concat(s.Bound.Select(p => (IReadOnlyList<object?>)[s.Name, "bound", p.X, p.Y, null, null])))]);

    internal override Picture Draw(SvgOptions options) => DecayDrawing.Draw(this, options);

    private protected override string Describe()
        => $"{Y.Title} over {X.Title}, measured and bound, {Numbers.Count(Series.Count, "series", "series")}. "
            + string.Join("; ", Series.Take(8).Select(Words)) + (Series.Count > 8 ? " …" : "") + ".";

    private static string Words(DecaySeries series)
    {
        var known = series.Measured.Where(p => double.IsFinite(p.Y)).ToList();
        return known.Count == 0 ? $"{series.Name}: nothing measured" : $"{series.Name}: {Show.Ratio(known[0].Y)} to {Show.Ratio(known[^1].Y)}";
    }
}
