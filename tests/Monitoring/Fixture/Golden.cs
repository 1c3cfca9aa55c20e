namespace Sweep.Monitoring.Tests.Fixture;

/// <summary>What a scrape of a running server holds, as it is on record: names of samples, each with its labels.</summary>
internal static class Golden
{
    // What Prometheus itself adds to every target, and to alerts.
    private static readonly string[] Added = ["job", "instance", "otel_scope_name", "otel_scope_version"];

    /// <summary>Labels by name of sample.</summary>
    public static Dictionary<string, HashSet<string>> Labels { get; } = Read();

    private static Dictionary<string, HashSet<string>> Read()
    {
        var labels = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal)
        {
            ["up"] = [.. Added],
            ["scrape_duration_seconds"] = [.. Added],
            ["ALERTS"] = [.. Added, "alertname", "alertstate", "severity", "sweep", "activation"],
        };
        foreach (var cells in File.ReadLines(Repository.PathOf("tests/Shared/golden-scrape.tsv")).Select(line => line.Split('\t')))
        {
            HashSet<string> own = [.. Added, .. cells[2].Split(',', StringSplitOptions.RemoveEmptyEntries)];
            if (cells[1] == "histogram")
            {
                labels[cells[0] + "_bucket"] = [.. own, "le"];
                labels[cells[0] + "_sum"] = labels[cells[0] + "_count"] = own;
            }
            else
            {
                labels[cells[0]] = own;
            }
        }

        return labels;
    }
}
