using OpenTelemetry.Metrics;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Tests.Metrics;

public sealed class ExporterTests
{
    [Theory]
    [InlineData("a.b-c", null, "a_b_c")]
    [InlineData("a..b", null, "a_b")]
    [InlineData("x.count", "1", "x_count")]
    [InlineData("x", "By", "x_bytes")]
    [InlineData("x_bytes", "By", "x_bytes")]
    [InlineData("kilobytes", "By", "kilobytes_bytes")]
    [InlineData("x", "By/s", "x_bytes_per_second")]
    [InlineData("x", "{job}/s", "x_per_second")]
    [InlineData("x", "1/min", "x_per_minute")]
    [InlineData("x", "{job}", "x")]
    [InlineData("x", "ms{cpu}", "x_milliseconds")]
    [InlineData("x", "# RU", "x_RU")]
    [InlineData("x", "%", "x_percent")]
    public async Task Names_carry_their_unit_and_only_valid_characters(string name, string? unit, string expected)
    {
        using var fixture = new MeterFixture();
        fixture.Meter.CreateGauge<long>(name, unit).Record(1);
        Assert.Equal(expected, Exposition.Parse(Assert.Single(Exposition.Samples(await fixture.TextAsync()))).Name);
    }

    [Theory]
    [InlineData("x", "s", "x_seconds")]
    [InlineData("x.total", null, "x")]
    [InlineData("x.total", "s", "x_seconds")]
    [InlineData("x.seconds.total", "s", "x_seconds")]
    public async Task Counters_end_in_total_once_and_after_the_unit(string name, string? unit, string family)
    {
        using var fixture = new MeterFixture();
        fixture.Meter.CreateCounter<long>(name, unit).Add(1);
        Assert.StartsWith($"# TYPE {family}_total counter\n", await fixture.TextAsync(), StringComparison.Ordinal);
        var open = await fixture.OpenMetricsAsync();
        Assert.StartsWith($"# TYPE {family} counter\n", open, StringComparison.Ordinal);
        Assert.Contains($"\n{family}_total{{", open, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bucket_bounds_keep_small_and_great_numbers_exact()
    {
        double[] bounds = [-2.5, 0, 1e-8, 1e-7, 2.5e-5, 1e-4, 1, 10, 12500, 1e6, 1.5e7, 1e15];
        using var fixture = new MeterFixture(builder => builder.AddView("h", new ExplicitBucketHistogramConfiguration { Boundaries = bounds }));
        fixture.Meter.CreateHistogram<double>("h").Record(1);
        Assert.Equal(
            ["-2.5", "0", "1e-08", "1e-07", "2.5e-05", "0.0001", "1", "10", "12500", "1000000", "15000000", "1e+15", "+Inf"],
            Bounds(await fixture.TextAsync()));
        Assert.Equal(
            ["-2.5", "0.0", "1e-08", "1e-07", "2.5e-05", "0.0001", "1.0", "10.0", "12500.0", "1e+06", "1.5e+07", "1e+15", "+Inf"],
            Bounds(await fixture.OpenMetricsAsync()));

        static string[] Bounds(string text) => [.. Exposition.Samples(text)
            .Where(line => line.StartsWith("h_bucket", StringComparison.Ordinal))
            .Select(line => line.Split("le=\"")[1].Split('"')[0])];
    }

    [Fact]
    public async Task Buckets_are_cumulative_and_end_in_the_count()
    {
        using var fixture = new MeterFixture(builder => builder.AddView("h", new ExplicitBucketHistogramConfiguration { Boundaries = [1, 2, 3] }));
        var histogram = fixture.Meter.CreateHistogram<double>("h");
        foreach (var value in new[] { 0.5, 1, 1.5, 2.5, 2.5, 99 }) histogram.Record(value);
        var text = await fixture.TextAsync();
        foreach (var (bound, count) in new[] { ("1", 2), ("2", 3), ("3", 5), ("+Inf", 6) })
            Assert.Equal(count, Exposition.Value(text, "h_bucket", $"le=\"{bound}\""));
        Assert.Equal(6, Exposition.Value(text, "h_count"));
        Assert.Equal(107, Exposition.Value(text, "h_sum"));
    }

    [Fact]
    public async Task OpenMetrics_has_no_sum_where_a_bound_is_negative()
    {
        using var fixture = new MeterFixture(builder => builder.AddView("h", new ExplicitBucketHistogramConfiguration { Boundaries = [-1, 1] }));
        fixture.Meter.CreateHistogram<double>("h").Record(-3);
        var open = await fixture.OpenMetricsAsync();
        Assert.DoesNotContain("h_sum", open, StringComparison.Ordinal);
        Assert.DoesNotContain("h_count", open, StringComparison.Ordinal);
        Assert.Equal(-3, Exposition.Value(await fixture.TextAsync(), "h_sum"));
    }

    [Fact]
    public async Task Values_are_written_to_the_last_bit()
    {
        double[] values = [0.1 + 0.2, double.Epsilon, double.MaxValue, -1e-300, 1e21, double.NegativeInfinity];
        using var fixture = new MeterFixture();
        var gauge = fixture.Meter.CreateGauge<double>("g");
        for (var i = 0; i < values.Length; i++) gauge.Record(values[i], new KeyValuePair<string, object?>("i", i));
        var text = await fixture.TextAsync();
        for (var i = 0; i < values.Length; i++) Assert.Equal(values[i], Exposition.Value(text, "g", $"i=\"{i}\""));
    }

    [Fact]
    public async Task Labels_that_become_one_are_joined_and_the_exporters_own_are_kept()
    {
        using var fixture = new MeterFixture();
        fixture.Meter.CreateHistogram<double>("h").Record(1,
            new("a.b", "1"), new("a-b", "2"), new KeyValuePair<string, object?>("le", "x"));
        fixture.Meter.CreateGauge<long>("g").Record(1,
            new("otel.scope.name", "mine"), new("__name__", "n"), new KeyValuePair<string, object?>("1st", true));
        var samples = Exposition.Samples(await fixture.TextAsync());
        Assert.All(samples.Where(line => line.StartsWith("h_", StringComparison.Ordinal)), line =>
        {
            Assert.Contains(",a_b=\"2;1\",exported_le=\"x\"", line, StringComparison.Ordinal);
        });
        var gauge = Assert.Single(samples, line => line.StartsWith("g{", StringComparison.Ordinal));
        Assert.Equal(["otel_scope_name", "otel_scope_version", "_1st", "_name__", "exported_otel_scope_name"], Exposition.Parse(gauge).Labels);
        Assert.Contains("_1st=\"true\"", gauge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_whose_names_become_one_share_a_family_if_they_are_of_one_kind()
    {
        using var fixture = new MeterFixture();
        fixture.Meter.CreateGauge<long>("a.b").Record(1, new KeyValuePair<string, object?>("k", "1"));
        fixture.Meter.CreateGauge<long>("between").Record(5);
        fixture.Meter.CreateGauge<long>("a-b").Record(2, new KeyValuePair<string, object?>("k", "2"));
        Assert.Equal(["a_b", "a_b", "between"], Exposition.Samples(await fixture.TextAsync()).Select(line => Exposition.Parse(line).Name));
        Assert.Equal(0, fixture.Exporter.Dropped);
    }

    [Fact]
    public async Task Metrics_whose_names_collide_with_another_kind_are_left_out_and_counted()
    {
        using var fixture = new MeterFixture();
        fixture.Meter.CreateHistogram<double>("h").Record(1);
        fixture.Meter.CreateGauge<long>("h.count").Record(77);
        fixture.Meter.CreateCounter<long>("c").Add(1);
        fixture.Meter.CreateGauge<long>("c.total").Record(77);
        var text = await fixture.TextAsync();
        Assert.DoesNotContain(" 77\n", text, StringComparison.Ordinal);
        Assert.Equal(2, fixture.Exporter.Dropped);
    }

    [Fact]
    public async Task A_series_that_two_metrics_yield_is_written_once()
    {
        using var fixture = new MeterFixture();
        fixture.Meter.CreateGauge<long>("a.b").Record(1);
        fixture.Meter.CreateGauge<long>("a-b").Record(2);
        Assert.Equal(1, Exposition.Value(await fixture.TextAsync(), "a_b"));
        Assert.Equal(1, fixture.Exporter.Dropped);
    }

    [Fact]
    public async Task Concurrent_scrapes_wait_for_each_other_and_all_are_whole()
    {
        using var fixture = new MeterFixture();
        var inside = 0;
        var overlaps = 0;
        fixture.Meter.CreateObservableGauge("g", () =>
        {
            if (Interlocked.Increment(ref inside) > 1) Interlocked.Increment(ref overlaps);
            Thread.Yield();
            Interlocked.Decrement(ref inside);
            return 1;
        });
        var scrapes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(fixture.OpenMetricsAsync)));
        Assert.All(scrapes, text => Assert.EndsWith("# EOF\n", text, StringComparison.Ordinal));
        Assert.All(scrapes, text => Assert.Equal(1, Exposition.Value(text, "g")));
        Assert.Equal(0, overlaps);
    }

    [Fact]
    public async Task Within_the_minimum_interval_nothing_is_collected_anew()
    {
        var clock = new ManualClock();
        using var fixture = new MeterFixture(exporter: new(clock, TimeSpan.FromSeconds(1)));
        var reads = 0;
        fixture.Meter.CreateObservableGauge("g", () => ++reads);
        Assert.Equal(1, Exposition.Value(await fixture.TextAsync(), "g"));
        clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(1, Exposition.Value(await fixture.OpenMetricsAsync(), "g"));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, Exposition.Value(await fixture.TextAsync(), "g"));
    }

    [Fact]
    public async Task A_scrape_after_the_provider_ended_is_an_error()
    {
        using var fixture = new MeterFixture();
        fixture.Stop();
        await Assert.ThrowsAnyAsync<Exception>(fixture.TextAsync);
        await Assert.ThrowsAsync<InvalidOperationException>(() => new PrometheusExporter().ScrapeAsync(ExpositionFormat.Text));
    }

    private sealed class ManualClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan by) => now += by.Ticks;
    }
}
