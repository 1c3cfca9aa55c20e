namespace Sweep.Silo.Metrics;

/// <summary>All series of one exported name, of one collection.</summary>
/// <param name="Name">Name without the suffixes of its kind.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Unit">Unit as it ends the name; null where there is none.</param>
/// <param name="Help">What it means.</param>
/// <param name="Series">Its series.</param>
internal sealed record MetricFamily(string Name, FamilyKind Kind, string? Unit, string Help, List<MetricSeries> Series)
{
    /// <summary>The names that its samples and comments take up, in either format.</summary>
    public IEnumerable<string> Names => Kind switch
    {
        FamilyKind.Counter => [Name, Name + "_total", Name + "_created"],
        FamilyKind.Histogram => [Name, Name + "_bucket", Name + "_sum", Name + "_count", Name + "_created"],
        FamilyKind.Info => [Name, Name + "_info"],
        _ => [Name],
    };
}
