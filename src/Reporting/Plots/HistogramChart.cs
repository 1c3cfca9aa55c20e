using Sweep.Reporting.Plots.Drawing;

namespace Sweep.Reporting.Plots;

/// <summary>How often values fall into ranges. Bars carry <c>data-from</c> and <c>data-to</c>.</summary>
public sealed record HistogramChart : Chart
{
    /// <summary>Edges of the ranges, ascending: one more than there are counts.</summary>
    public required IReadOnlyList<double> Edges { get; init; }

    /// <summary>How many values each range holds.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required PlotAxis X { get; init; }

    /// <summary>What is counted, in the plural.</summary>
    public string Counted { get; init; } = "trials";

    /// <summary>A line to compare with, and its meaning in the note.</summary>
    public double? Reference { get; init; }

    /// <summary>Height of the area between the axes.</summary>
    public int Height { get; init; } = 180;

    /// <inheritdoc/>
    public override bool IsEmpty => !Bars().Any(b => b.Count > 0);

    /// <summary>
    /// Ranges of equal width for some values, as many as the rule of Freedman and Diaconis (1981) says, 60 at most. Values that
    /// are not finite fall into none; say so in the note.
    /// </summary>
    public static (IReadOnlyList<double> Edges, IReadOnlyList<long> Counts) Bin(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] sorted = [.. values.Where(v => Math.Abs(v) <= Scales.Scale.Largest).Order()];
        if (sorted.Length == 0)
            return ([], []);
        var (low, high) = (sorted[0], sorted[^1]);
        if (high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)))
            return ([low - (0.5 * Unit(low)), low + (0.5 * Unit(low))], [sorted.Length]);
        var spread = sorted[(int)(0.75 * (sorted.Length - 1))] - sorted[(int)(0.25 * (sorted.Length - 1))];
        var wanted = spread > 0 ? (high - low) / (2 * spread / Math.Cbrt(sorted.Length)) : Math.Sqrt(sorted.Length);
        var bins = (int)Math.Clamp(Math.Ceiling(wanted), 1, 60);
        var counts = new long[bins];
        foreach (var value in sorted)
            counts[Math.Min(bins - 1, (int)((value - low) / (high - low) * bins))]++;
        return ([.. Enumerable.Range(0, bins + 1).Select(i => low + ((high - low) * i / bins))], counts);
    }

    /// <inheritdoc/>
    public override ChartTable ToTable() => new(["from", "to", "count"], [.. Bars().Select(b => (IReadOnlyList<object?>)[b.From, b.To, b.Count])]);

    internal override Picture Draw(SvgOptions options) => HistogramDrawing.Draw(this, options);

    internal IEnumerable<(double From, double To, long Count)> Bars()
    {
        for (var i = 0; i < Counts.Count && i + 1 < Edges.Count; i++)
            yield return (Edges[i], Edges[i + 1], Math.Max(0, Counts[i]));
    }

    private protected override string Describe()
    {
        var most = Bars().MaxBy(b => b.Count);
        return $"Histogram of {X.Title}, {Bars().Sum(b => b.Count)} {Counted} in {Numbers.Count(Counts.Count, "range")} from {Show.Number(Edges[0])} to {Show.Number(Edges[^1])}. Most, {most.Count}, between {Show.Number(most.From)} and {Show.Number(most.To)}.";
    }

    private static double Unit(double value) => value == 0 ? 1 : Math.Abs(value) * 0.1;
}
