using System.Globalization;
using Sweep.Reporting.Plots.Drawing;

namespace Sweep.Reporting.Plots;

/// <summary>
/// A line per trial across an axis per factor, coloured by the last axis, the objective. Within a level lines are spread by their
/// rank on it. Lines are <c>polyline.mark</c> with <c>data-trial</c>, whose i-th point lies on the i-th axis; <c>rect.axis-hit</c> with
/// <c>data-axis</c> covers an axis, for brushing; the class <c>off</c> hides a line.
/// </summary>
public sealed record ParallelCoordinates : Chart
{
    /// <summary>The axes, from the left; the last is the objective.</summary>
    public required IReadOnlyList<ParallelAxis> Axes { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<ParallelLine> Lines { get; init; }

    /// <summary>Whether large numbers of the objective are better.</summary>
    public bool HighIsBetter { get; init; }

    /// <summary>What it means where a line has no value on an axis.</summary>
    public string MissingMeans { get; init; } = "none";

    /// <summary>How many lines are drawn at most; the best of them always.</summary>
    public int MostLines { get; init; } = 600;

    /// <summary>Height of the axes.</summary>
    public int Height { get; init; } = 280;

    /// <inheritdoc/>
    public override bool IsEmpty => Axes.Count == 0 || Lines.Count == 0;

    /// <inheritdoc/>
    public override ChartTable ToTable() => new(
        ["trial", .. Axes.Select(a => a.Axis.Title), "label"],
        [.. Lines.Select(l => (IReadOnlyList<object?>)[l.Trial, .. Axes.Select((a, i) => a.Levels is null ? (object?)Value(l, i) : Level(a, Value(l, i))), l.Label])]);

    internal override Picture Draw(SvgOptions options) => ParallelDrawing.Draw(this, options);

    internal static double Value(ParallelLine line, int axis) => axis < line.Values.Count ? line.Values[axis] : double.NaN;

    /// <summary>The level that a value is the index of; null where it is of none.</summary>
    internal static string? Level(ParallelAxis axis, double value)
        => axis.Levels is { } levels && value >= 0 && value < levels.Count && value == Math.Floor(value) ? levels[(int)value] : null;

    /// <summary>The lines, the best first; those without an objective last.</summary>
    internal IReadOnlyList<ParallelLine> Ranked()
    {
        var last = Axes.Count - 1;
        var sign = HighIsBetter ? -1 : 1;
        return [.. Lines.OrderBy(l => double.IsNaN(Value(l, last))).ThenBy(l => sign * Value(l, last)).ThenBy(l => l.Trial)];
    }

    private protected override string Describe()
    {
        var best = Ranked()[0];
        var words = Axes.Select((a, i) => $"{a.Axis.Title} {(a.Levels is null ? Show.Number(Value(best, i)) : Level(a, Value(best, i)) ?? MissingMeans)}");
        return string.Create(CultureInfo.InvariantCulture, $"Parallel coordinates of {Numbers.Count(Lines.Count, "trial")} over {Numbers.Count(Axes.Count, "axis", "axes")}. The best, trial {best.Trial}: {string.Join(", ", words)}.");
    }
}
