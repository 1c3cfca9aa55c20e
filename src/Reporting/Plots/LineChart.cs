using Sweep.Reporting.Plots.Drawing;

namespace Sweep.Reporting.Plots;

/// <summary>
/// Lines with bands: learning curves. The group <c>plot-area</c> tells a script its scales
/// (<c>data-x-scale</c>, <c>-min</c>, <c>-max</c>, <c>-from</c>, <c>-to</c>, likewise y: value at a pixel by interpolation, of
/// logarithms where the scale is log), and holds an empty path <c>extra</c> for one more line. Series are groups with
/// <c>data-level</c>; their points carry <c>data-x</c>.
/// </summary>
public sealed record LineChart : Chart
{
    /// <summary>The series.</summary>
    public required IReadOnlyList<LineSeries> Series { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required PlotAxis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required PlotAxis Y { get; init; }

    /// <summary>What line and band are: <c>median and 10 to 90 % of trials</c>. Said in the legend.</summary>
    public string? BandMeans { get; init; }

    /// <summary>Height of the area between the axes.</summary>
    public int Height { get; init; } = 260;

    /// <inheritdoc/>
    public override bool IsEmpty => !Series.Any(s => s.Points.Any(p => double.IsFinite(p.X) && double.IsFinite(p.Y)));

    /// <inheritdoc/>
    public override ChartTable ToTable() => new(
        ["series", "x", "y", "low", "high"],
        [.. Series.SelectMany(s => s.Points.Select(p => (IReadOnlyList<object?>)[s.Name, p.X, p.Y, p.Low, p.High]))]);

    internal override Picture Draw(SvgOptions options) => LineDrawing.Draw(this, options);

    private protected override string Describe()
    {
        var last = Series.Select(s => (s.Name, Point: s.Points.LastOrDefault(p => double.IsFinite(p.X) && double.IsFinite(p.Y))))
            .Where(s => s.Point is not null).OrderBy(s => s.Point!.Y).ToList();
        var words = last.Count <= 6 ? last : [.. last.Take(3), .. last.TakeLast(3)];
        return $"Line chart of {Y.Title} over {X.Title}, {Numbers.Count(Series.Count, "series", "series")}. Last values, ascending: "
            + string.Join("; ", words.Select(s => $"{s.Name} {Show.Number(s.Point!.Y)}")) + (words.Count < last.Count ? " (the extremes)." : ".");
    }
}
