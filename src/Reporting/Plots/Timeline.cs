using Sweep.Reporting.Plots.Drawing;

namespace Sweep.Reporting.Plots;

/// <summary>What ran where and when. Lanes carry <c>data-lane</c>; bars <c>data-trial</c>, or <c>data-count</c> where one stands for several.</summary>
public sealed record Timeline : Chart
{
    /// <summary>The bars, in any order.</summary>
    public required IReadOnlyList<TimelineBar> Bars { get; init; }

    /// <summary>The outcomes.</summary>
    public required IReadOnlyList<PlotCategory> Categories { get; init; }

    /// <summary>Title of the horizontal axis.</summary>
    public string TimeTitle { get; init; } = "time since the sweep began";

    /// <summary>How many bars are drawn at most; beyond it neighbours of one outcome are merged.</summary>
    public int MostBars { get; init; } = 3_000;

    /// <inheritdoc/>
    public override bool IsEmpty => !Known().Any();

    /// <inheritdoc/>
    public override ChartTable ToTable() => new(
        ["lane", "trial", "start", "end", "category", "label"],
        [.. Bars.Select(b => (IReadOnlyList<object?>)[b.Lane, b.Trial, b.Start, b.End, Name(b.Category), b.Label])]);

    internal override Picture Draw(SvgOptions options) => TimelineDrawing.Draw(this, options);

    internal string Name(int category) => category >= 0 && category < Categories.Count ? Categories[category].Name : "";

    /// <summary>The bars that have a place in time.</summary>
    internal IEnumerable<TimelineBar> Known() => Bars.Where(b => Scales.LinearScale.Accepts(b.Start) && (double.IsNaN(b.End) || (Scales.LinearScale.Accepts(b.End) && b.End >= b.Start)));

    private protected override string Describe()
    {
        var known = Known().ToList();
        var begin = known.Min(b => b.Start);
        var end = known.Max(b => double.IsNaN(b.End) ? b.Start : b.End);
        var lanes = known.Select(b => b.Lane).Distinct().Count();
        var busy = known.Where(b => !double.IsNaN(b.End)).Sum(b => b.End - b.Start) / lanes / (end - begin);
        var ended = known.GroupBy(b => b.Category).Select(g => $"{g.Count()} {Name(g.Key)}");
        return $"Timeline of {Numbers.Count(known.Count, "trial")} over {Numbers.Count(lanes, "worker")} and {Show.Number(end - begin)} s"
            + (double.IsFinite(busy) ? $", workers busy {Show.Percent(busy)} of the time" : "") + $": {string.Join(", ", ended)}.";
    }
}
