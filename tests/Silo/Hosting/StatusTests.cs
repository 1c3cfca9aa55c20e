using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sweep.Silo.Api;
using Sweep.Silo.Api.Security;
using Sweep.Silo.Api.Sweeps;
using Sweep.Silo.Hosting;
using Sweep.Silo.Metrics;
using Sweep.Silo.Tests.Api;

namespace Sweep.Silo.Tests.Hosting;

/// <summary>What a silo tells those who watch it, on the address of its API.</summary>
public sealed class StatusTests : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef-secret";

    private readonly SweepInstruments _instruments = new();
    private MetricsPipeline _pipeline = null!;
    private ApiFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _pipeline = new(_instruments, meters: Scraping.Meters, configure: Scraping.Configure);
        _fixture = await ApiFixture.StartAsync();
    }

    [Theory]
    [InlineData(true, true, HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData(true, false, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable)]
    [InlineData(false, true, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable)]
    public async Task Health_and_readiness_are_told_apart(bool alive, bool ready, HttpStatusCode healthz, HttpStatusCode readyz)
    {
        await using var server = await StartAsync(new(alive, ready, "as it is"));
        using var http = new HttpClient { BaseAddress = server.Address };
        using var health = await http.GetAsync(new Uri("/healthz", UriKind.Relative));
        using var readiness = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
        Assert.Equal((healthz, readyz), (health.StatusCode, readiness.StatusCode));
        Assert.Equal("as it is\n", await health.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Scrapes_and_probes_need_no_token_and_sweeps_do()
    {
        await using var server = await StartAsync(new(true, true, "ready"));
        using var http = new HttpClient { BaseAddress = server.Address };
        using var metrics = await http.GetAsync(new Uri("/metrics", UriKind.Relative));
        using var posted = await http.PostAsync(new Uri("/readyz", UriKind.Relative), null);
        using var anybody = await http.GetAsync(new Uri("/api/v1/sweeps", UriKind.Relative));
        using var below = await http.GetAsync(new Uri("/metrics/api", UriKind.Relative));
        http.DefaultRequestHeaders.Authorization = new("Bearer", Secret);
        using var user = await http.GetAsync(new Uri("/api/v1/sweeps", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, metrics.StatusCode);
        Assert.Contains("target_info", await metrics.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, anybody.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, below.StatusCode);
        Assert.Equal(HttpStatusCode.OK, user.StatusCode);
    }

    [Fact]
    public async Task Scrapes_and_probes_are_not_limited()
    {
        await using var server = await StartAsync(new(true, true, "ready"), options => options with { Burst = 1, RequestsPerSecond = 1 });
        using var http = new HttpClient { BaseAddress = server.Address };
        for (var i = 0; i < 5; i++)
        {
            using var answer = await http.GetAsync(new Uri(i % 2 == 0 ? "/metrics" : "/readyz", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _fixture.DisposeAsync();
        _pipeline.Dispose();
        _instruments.Dispose();
    }

    private Task<ApiServer> StartAsync(SiloHealth health, Func<ApiOptions, ApiOptions>? change = null)
    {
        var options = new ApiOptions { Listen = ListenAddress.Parse("127.0.0.1:0"), Token = AccessToken.Read(null, Secret) };
        return ApiServer.StartAsync(
            _fixture.Server.Api.Services.GetRequiredService<ISweepService>(),
            change is null ? options : change(options),
            TimeProvider.System,
            new StatusApplication(Scraping.Answer(_pipeline), () => health));
    }
}
