using System.Text;
using Microsoft.AspNetCore.Http;
using Sweep.Silo.Hosting;
using Sweep.Silo.Metrics;
using Sweep.Silo.Tests.Metrics;

namespace Sweep.Silo.Tests.Hosting;

/// <summary>What a silo answers to scrapes, by whichever exporter its build has.</summary>
public sealed class ScrapingTests
{
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/openmetrics-text; version=1.0.0")]
    public async Task Names_and_labels_are_those_on_record_in_either_build(string accept)
    {
        using var instruments = new SweepInstruments();
        using var pipeline = new MetricsPipeline(instruments, meters: Scraping.Meters, configure: Scraping.Configure);
        using var sweep = instruments.Track("all", () => Exercise.Gauges);
        using var workers = instruments.Workers.Track(() => Exercise.Workers);
        using var grains = instruments.Grains.Track(() => new(4, 5, 6));
        using var store = instruments.Store.Track(() => new(7));
        Exercise.All(instruments);
        var text = await ScrapeAsync(pipeline, accept);

        var found = Exposition.Samples(text)
            .Select(Exposition.Parse)
            .Where(sample => sample.Name.StartsWith("sweep_", StringComparison.Ordinal) && !sample.Name.EndsWith("_created", StringComparison.Ordinal))
            .Select(sample => $"{Family(sample.Name)}\t{string.Join(',', sample.Labels.Where(label => label is not ("le" or "otel_scope_name" or "otel_scope_version")).Order(StringComparer.Ordinal))}")
            .Distinct()
            .Order(StringComparer.Ordinal);
        var recorded = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Metrics", "golden-scrape.tsv"))
            .Where(line => line.StartsWith("sweep_", StringComparison.Ordinal))
            .Select(line => line.Split('\t'))
            .Select(cells => $"{cells[0]}\t{cells[2]}");
        Assert.Equal(recorded, found);
    }

    [Fact]
    public async Task Sweeps_that_ended_leave_what_is_scraped()
    {
        using var instruments = new SweepInstruments();
        using var pipeline = new MetricsPipeline(instruments, meters: Scraping.Meters, configure: Scraping.Configure);
        for (var i = 0; i < 100; i++)
        {
            using (instruments.Track($"night {i}", () => Exercise.Gauges))
            {
                Exercise.Run(instruments, $"night {i}", trials: 4);
                var text = await ScrapeAsync(pipeline, "text/plain");
                Assert.Equal(1, Exposition.Value(text, "sweep_trials_finished_total", $"sweep=\"night {i}\"", "outcome=\"stopped\""));
                Assert.Single(Exposition.Samples(text), line => line.StartsWith("sweep_progress_ratio", StringComparison.Ordinal));
                Assert.DoesNotContain("overflow", text, StringComparison.Ordinal);
            }
        }
    }

    private static string Family(string sample)
        => sample.EndsWith("_bucket", StringComparison.Ordinal) || sample.EndsWith("_sum", StringComparison.Ordinal) || sample.EndsWith("_count", StringComparison.Ordinal)
            ? sample[..sample.LastIndexOf('_')]
            : sample;

    private static async Task<string> ScrapeAsync(MetricsPipeline pipeline, string accept)
    {
        var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        (context.Request.Method, context.Request.Path, context.Request.Headers.Accept) = ("GET", "/metrics", accept);
        await Scraping.Answer(pipeline)(context);
        Assert.Equal(200, context.Response.StatusCode);
        return Encoding.UTF8.GetString(body.ToArray());
    }
}
