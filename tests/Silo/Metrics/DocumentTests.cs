using System.Globalization;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Tests.Metrics;

public sealed class DocumentTests
{
    private static string Document => Path.Combine(AppContext.BaseDirectory, "Metrics", "metrics.md");

    [Fact]
    public void The_table_says_of_every_metric_what_the_code_says()
    {
        var expected = MetricNames.All.Select(Row).ToArray();
        Assert.True(expected.SequenceEqual(Rows("sweep")), "docs/metrics.md should hold these rows:\n" + string.Join('\n', expected));
    }

    [Fact]
    public void The_table_says_of_every_label_what_bound_it_has()
    {
        var expected = MetricNames.All.SelectMany(metric => metric.Labels).Distinct().Select(label => (label.Name, label.MaxValues)).Order();
        var documented = File.ReadLines(Document)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 5 && cells[1].StartsWith('`'))
            .Select(cells => (cells[1].Trim('`'), int.Parse(cells[3], CultureInfo.InvariantCulture)))
            .Order();
        Assert.Equal(expected, documented);
    }

    [Theory]
    [InlineData(ExpositionFormat.Text)]
    [InlineData(ExpositionFormat.OpenMetrics)]
    public async Task Every_documented_metric_is_exported_and_every_exported_one_documented_with_its_labels(ExpositionFormat format)
    {
        using var instruments = new SweepInstruments();
        using var pipeline = new MetricsPipeline(instruments);
        using var sweep = instruments.Track("all", () => Exercise.Gauges);
        using var workers = instruments.Workers.Track(() => Exercise.Workers);
        using var grains = instruments.Grains.Track(() => new(4, 5, 6));
        using var store = instruments.Store.Track(() => new(7));
        using (instruments.Track("broken", () => throw new InvalidOperationException("broken on purpose")))
            await pipeline.Exporter.ScrapeAsync(format);
        Exercise.All(instruments);

        // So that the runtime has an exception to count.
        Assert.Throws<FormatException>(() => int.Parse("none", CultureInfo.InvariantCulture));
        var exported = Exposition.Samples(await pipeline.Exporter.ReadAsync(format))
            .Select(Exposition.Parse)
            .Where(sample => sample.Name != "target_info" && !sample.Name.EndsWith("_created", StringComparison.Ordinal))
            .Select(sample => (Name: Base(sample.Name), Labels: string.Join(',', sample.Labels.Where(label => label is not ("le" or "otel_scope_name" or "otel_scope_version")))))
            .Distinct()
            .Order();
        var documented = Rows("sweep").Concat(Rows("dotnet"))
            .Select(row => row.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (Name: cells[1].Trim('`'), Labels: string.Join(',', cells[4].Replace("`", "", StringComparison.Ordinal).Split(", ").Order(StringComparer.Ordinal))))
            .Order();
        Assert.Equal(documented, exported);
    }

    [Fact]
    public void Names_are_told_apart_and_labels_bounded()
    {
        Assert.Equal(MetricNames.All.Count, MetricNames.All.Select(metric => metric.Name).Distinct().Count());
        Assert.All(MetricNames.All, metric => Assert.InRange(metric.MaxSeries, 1, 8_000));
        Assert.All(MetricNames.All, metric => Assert.Equal(metric.Boundaries.Distinct().Order(), metric.Boundaries));
        Assert.All(MetricNames.All, metric => Assert.Equal(metric.Kind == InstrumentKind.Histogram, metric.Boundaries.Count > 0));
    }

    private static string Base(string sample)
    {
        foreach (var suffix in new[] { "_bucket", "_sum", "_count" })
        {
            if (sample.EndsWith(suffix, StringComparison.Ordinal)) return sample[..^suffix.Length];
        }

        return sample;
    }

    private static string[] Rows(string prefix)
        => [.. File.ReadLines(Document).Where(line => line.StartsWith($"| `{prefix}_", StringComparison.Ordinal))];

    private static string Row(MetricDefinition metric)
    {
        var name = metric.Name.Replace('.', '_') + (metric.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" }) + (metric.Kind == InstrumentKind.Counter ? "_total" : "");
        var type = metric.Kind switch
        {
            InstrumentKind.Counter => "counter",
            InstrumentKind.Histogram => "histogram",
            _ => "gauge",
        };
        var unit = metric.Unit switch { "s" => "seconds", "By" => "bytes", var other => other.Trim('{', '}') };
        var labels = string.Join(", ", metric.Labels.Select(label => $"`{label.Name}`"));
        return $"| `{name}` | {type} | {unit} | {labels} | {metric.Description} |".Replace("|  |", "| |", StringComparison.Ordinal);
    }
}
