namespace Sweep.Silo.Metrics;

/// <summary>One metric: all that instruments, views, documents and dashboards need to know of it.</summary>
/// <param name="Name">The instrument's name.</param>
/// <param name="Kind">What it is measured with.</param>
/// <param name="Unit">UCUM unit; an annotation in braces where a thing is counted; empty for a bare number.</param>
/// <param name="Description">What it means.</param>
public sealed record MetricDefinition(string Name, InstrumentKind Kind, string Unit, string Description)
{
    /// <summary>Its labels, in the order in which they are written.</summary>
    public IReadOnlyList<MetricLabel> Labels { get; init; } = [];

    /// <summary>Upper bounds of a histogram's buckets, ascending; empty for other kinds.</summary>
    public IReadOnlyList<double> Boundaries { get; init; } = [];

    /// <summary>Most label combinations that it can have at one time: the product of its labels' bounds, where nothing tighter holds.</summary>
    public int MaxSeries
    {
        get => most ?? Labels.Aggregate(1, (product, label) => product * label.MaxValues);
        init => most = value;
    }

    private readonly int? most;
}
