using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using OpenTelemetry.Metrics;

namespace Sweep.Silo.Tests.Metrics;

public sealed partial class ReferenceTests : IDisposable
{
    private readonly MeterFixture fixture;

    public ReferenceTests()
    {
        fixture = new(
            builder => builder.AddView("smoke.request.duration", new ExplicitBucketHistogramConfiguration { Boundaries = [0.005, 0.1, 0.5, 1, 2.5] }),
            "Smoke.Meter",
            resource: new() { ["service.name"] = "smoke-svc", ["service.version"] = "1.2.3", ["service.instance.id"] = "inst-1" });
        var meter = fixture.Meter;
        meter.CreateCounter<double>("smoke.io", "By", "Bytes moved").Add(1234.5);
        var jobs = meter.CreateCounter<long>("smoke.jobs.completed", null, "Jobs completed.\nSecond line with \\ backslash and \"quotes\"");
        jobs.Add(3, new("state", "ok"), new KeyValuePair<string, object?>("weird.label", "q\"b\\n\nl"));
        jobs.Add(4, new KeyValuePair<string, object?>("state", "failed"));
        meter.CreateObservableGauge("smoke.loss", () => new Measurement<double>[]
        {
            new(0.25, new KeyValuePair<string, object?>("run", "a")),
            new(double.NaN, new KeyValuePair<string, object?>("run", "b")),
            new(double.PositiveInfinity, new KeyValuePair<string, object?>("run", "c")),
        }, null, "Current loss");
        meter.CreateUpDownCounter<long>("smoke.queue.length", "{job}", "Queue length").Add(3);
        var duration = meter.CreateHistogram<double>("smoke.request.duration", "s", "Request duration");
        foreach (var value in new[] { 0.001, 0.05, 0.1, 0.25, 0.9, 3.0 }) duration.Record(value, new KeyValuePair<string, object?>("route", "/x"));
        meter.CreateGauge<double>("smoke.temperature", "Cel", "Sync gauge").Record(21.5, new KeyValuePair<string, object?>("room", "lab"));
    }

    [Fact]
    public async Task Text_is_what_the_official_exporter_writes()
        => Assert.Equal(Reference("prometheus-exporter-text.txt"), await fixture.TextAsync());

    [Fact]
    public async Task OpenMetrics_is_what_the_official_exporter_writes_but_for_times()
    {
        var written = await fixture.OpenMetricsAsync();
        Assert.Equal(WithoutTimes(Reference("prometheus-exporter-openmetrics.txt")), WithoutTimes(written));
        Assert.All(Created().Matches(written), match => Assert.InRange(
            double.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture),
            TimeProvider.System.GetUtcNow().AddMinutes(-10).ToUnixTimeSeconds(),
            TimeProvider.System.GetUtcNow().AddMinutes(1).ToUnixTimeSeconds()));
    }

    public void Dispose() => fixture.Dispose();

    private static string Reference(string name)
        => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Metrics", "Fixtures", name));

    private static string WithoutTimes(string exposition) => Created().Replace(exposition, "$1 T");

    [GeneratedRegex(@"(_created\{[^\n]*\}) ([0-9.]+)")]
    private static partial Regex Created();
}
