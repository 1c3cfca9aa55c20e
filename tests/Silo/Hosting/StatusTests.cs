using System.Net;
using Sweep.Silo.Hosting;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Tests.Hosting;

/// <summary>What a silo tells those who watch it.</summary>
public sealed class StatusTests
{
    [Theory]
    [InlineData(true, true, HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData(true, false, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable)]
    [InlineData(false, true, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable)]
    public async Task Health_and_readiness_are_told_apart(bool alive, bool ready, HttpStatusCode healthz, HttpStatusCode readyz)
    {
        using var instruments = new SweepInstruments();
        using var pipeline = new MetricsPipeline(instruments);
        await using var server = await StartAsync(pipeline, new(alive, ready, "as it is"));
        using var http = new HttpClient { BaseAddress = server.Address };
        using var health = await http.GetAsync(new Uri("/healthz", UriKind.Relative));
        using var readiness = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
        Assert.Equal((healthz, readyz), (health.StatusCode, readiness.StatusCode));
        Assert.Equal("as it is\n", await health.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Metrics_are_served_beside_it_and_nothing_else_is()
    {
        using var instruments = new SweepInstruments();
        using var pipeline = new MetricsPipeline(instruments);
        await using var server = await StartAsync(pipeline, new(true, true, "ready"));
        using var http = new HttpClient { BaseAddress = server.Address };
        using var metrics = await http.GetAsync(new Uri("/metrics", UriKind.Relative));
        using var other = await http.GetAsync(new Uri("/health", UriKind.Relative));
        using var posted = await http.PostAsync(new Uri("/readyz", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, metrics.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
    }

    private static Task<MetricsServer> StartAsync(MetricsPipeline pipeline, SiloHealth health)
        => MetricsServer.StartAsync(new StatusApplication(new(pipeline.Exporter), () => health), new(IPAddress.Loopback, 0));
}
