using Sweep.Reporting.Plots.Drawing;

namespace Sweep.Reporting.Plots;

/// <summary>Points on two axes: train against validation, cost against quality. Points carry <c>data-trial</c>, groups <c>data-level</c>.</summary>
public sealed record ScatterChart : Chart
{
    /// <summary>The points by group.</summary>
    public required IReadOnlyList<ScatterGroup> Groups { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required PlotAxis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required PlotAxis Y { get; init; }

    /// <summary>Whether the line y = x is drawn, and what it means.</summary>
    public string? DiagonalMeans { get; init; }

    /// <summary>The front to draw as a step line over all points.</summary>
    public ParetoFront Front { get; init; }

    /// <summary>Height of the area between the axes.</summary>
    public int Height { get; init; } = 320;

    /// <summary>How many points are drawn at most, beside those on the front.</summary>
    public int MostPoints { get; init; } = 1_500;

    /// <inheritdoc/>
    public override bool IsEmpty => !Groups.Any(g => g.Points.Any(p => double.IsFinite(p.X) && double.IsFinite(p.Y)));

    /// <inheritdoc/>
    public override ChartTable ToTable()
    {
        var front = OnFront().ToHashSet(ReferenceEqualityComparer.Instance);
        return new(
            ["group", "trial", "label", "x", "y", .. Front == ParetoFront.None ? Array.Empty<string>() : ["on front"]],
            [.. Groups.SelectMany(g => g.Points.Select(p => (IReadOnlyList<object?>)
                [g.Name, p.Trial, p.Label, p.X, p.Y, .. Front == ParetoFront.None ? Array.Empty<object?>() : [front.Contains(p) ? "yes" : "no"]]))]);
    }

    /// <summary>The points that no other beats on both axes, in ascending order of x; empty without a front.</summary>
    public IReadOnlyList<ScatterPoint> OnFront()
    {
        if (Front == ParetoFront.None)
            return [];
        var sign = Front == ParetoFront.LowHigh ? -1 : 1;
        var front = new List<ScatterPoint>();
        var best = double.PositiveInfinity;
        foreach (var point in Groups.SelectMany(g => g.Points).Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).OrderBy(p => p.X).ThenBy(p => sign * p.Y))
        {
            if (sign * point.Y >= best)
                continue;
            best = sign * point.Y;
            front.Add(point);
        }

        return front;
    }

    internal override Picture Draw(SvgOptions options) => ScatterDrawing.Draw(this, options);

    private protected override string Describe()
    {
        var points = Groups.SelectMany(g => g.Points).Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToList();
        var front = OnFront();
        var above = points.Count(p => p.Y > p.X);
        return $"Scatter of {Y.Title} against {X.Title}, {Numbers.Count(points.Count, "point")}. {X.Title} from {Show.Number(points.Min(p => p.X))} to {Show.Number(points.Max(p => p.X))}; {Y.Title} from {Show.Number(points.Min(p => p.Y))} to {Show.Number(points.Max(p => p.Y))}."
            + (DiagonalMeans is null ? "" : $" {above} above the diagonal ({DiagonalMeans}).")
            + (front.Count == 0 ? "" : $" Front of {Numbers.Count(front.Count, "point")}: " + string.Join("; ", Ends(front).Select(p => $"{p.Label} at {Show.Number(p.X)}, {Show.Number(p.Y)}".TrimStart())) + ".");
    }

    private static IEnumerable<ScatterPoint> Ends(IReadOnlyList<ScatterPoint> front) => front.Count <= 3 ? front : [front[0], front[^1]];
}
