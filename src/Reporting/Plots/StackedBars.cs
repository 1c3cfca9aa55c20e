using Sweep.Reporting.Plots.Drawing;

namespace Sweep.Reporting.Plots;

/// <summary>Shares of categories as bars of equal length: verdicts by level. Parts carry <c>data-group</c>, <c>data-level</c> and <c>data-category</c>.</summary>
public sealed record StackedBars : Chart
{
    /// <summary>The categories, from the left.</summary>
    public required IReadOnlyList<PlotCategory> Categories { get; init; }

    /// <summary>The bars, from the top.</summary>
    public required IReadOnlyList<StackedRow> Rows { get; init; }

    /// <summary>What is counted, in the plural: <c>trials</c>.</summary>
    public string Counted { get; init; } = "trials";

    /// <inheritdoc/>
    public override bool IsEmpty => Categories.Count == 0 || !Rows.Any(r => Total(r) > 0);

    /// <inheritdoc/>
    public override ChartTable ToTable() => new(
        ["group", "label", .. Categories.Select(c => c.Name)],
        [.. Rows.Select(r => (IReadOnlyList<object?>)[r.Group, r.Label, .. Categories.Select((_, i) => (object?)Count(r, i))])]);

    internal override Picture Draw(SvgOptions options) => StackedDrawing.Draw(this, options);

    internal static long Count(StackedRow row, int category) => category < row.Counts.Count ? Math.Max(0, row.Counts[category]) : 0;

    internal long Total(StackedRow row) => Categories.Select((_, i) => Count(row, i)).Sum();

    private protected override string Describe()
    {
        var words = Categories.Select((c, i) =>
        {
            var most = Rows.Where(r => Total(r) > 0).MaxBy(r => (double)Count(r, i) / Total(r))!;
            return Count(most, i) == 0 ? null : $"{c.Name} at most {Show.Percent((double)Count(most, i) / Total(most))} ({(most.Group is null ? "" : most.Group + " ")}{most.Label})";
        });
        return $"Stacked bars: shares of {Numbers.Count(Categories.Count, "category", "categories")} of {Counted} in {Numbers.Count(Rows.Count, "bar")}. {string.Join("; ", words.Where(w => w is not null))}.";
    }
}
