using System.IO.Compression;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using Sweep.Core.Specs;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Tests.Metrics;

public sealed class ServerTests : IAsyncLifetime
{
    private const string Text = "text/plain; version=0.0.4; charset=utf-8";
    private const string OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores";
    private readonly MeterFixture fixture = new(name: "Test.Server");
    private readonly HttpClient client = new();
    private MetricsServer server = null!;

    public async ValueTask InitializeAsync()
    {
        fixture.Meter.CreateCounter<long>("served").Add(7);
        server = await MetricsServer.StartAsync(fixture.Exporter, 0);
    }

    [Theory]
    [InlineData(null, Text)]
    [InlineData("", Text)]
    [InlineData("text/plain", Text)]
    [InlineData("*/*", Text)]
    [InlineData("nonsense;;;", Text)]
    [InlineData("text/html", Text)]
    [InlineData("application/openmetrics-text", OpenMetrics)]
    [InlineData("application/openmetrics-text; version=1.0.0", OpenMetrics)]
    [InlineData("Application/OpenMetrics-Text; version=\"1.0.0\"", OpenMetrics)]
    [InlineData("application/openmetrics-text; version=0.0.1", Text)]
    [InlineData("application/openmetrics-text;q=0", Text)]
    [InlineData("application/openmetrics-text;q=0.1, text/plain;q=0.9", Text)]
    [InlineData("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", OpenMetrics)]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", OpenMetrics)]
    public async Task The_answer_has_the_format_that_is_wanted_most(string? accept, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, Assert.Single(response.Content.Headers.NonValidated["Content-Type"]));
        var body = await response.Content.ReadAsStringAsync();
        Assert.Equal(expected == OpenMetrics, body.EndsWith("# EOF\n", StringComparison.Ordinal));
        Assert.Equal(7, Exposition.Value(body, "served_total"));
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("deflate, GZIP;q=0.5", true)]
    [InlineData("*", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("gzip;q=0, *", false)]
    [InlineData("identity", false)]
    [InlineData("", false)]
    public async Task The_answer_is_gzipped_only_where_that_is_taken(string encoding, bool expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        using var response = await client.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(expected, response.Content.Headers.ContentEncoding.Contains("gzip"));
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
        using var text = new StreamReader(expected ? new GZipStream(new MemoryStream(body), CompressionMode.Decompress) : new MemoryStream(body), Encoding.UTF8);
        Assert.Equal(7, Exposition.Value(await text.ReadToEndAsync(), "served_total"));
    }

    [Theory]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/metrics/", 404)]
    [InlineData("GET", "/Metrics", 404)]
    [InlineData("GET", "/metrics/../etc/passwd", 404)]
    [InlineData("POST", "/other", 404)]
    [InlineData("POST", "/metrics", 405)]
    [InlineData("DELETE", "/metrics", 405)]
    [InlineData("HEAD", "/metrics", 200)]
    [InlineData("GET", "/metrics?name=x", 200)]
    public async Task Nothing_but_the_metrics_is_served(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Address, path));
        using var response = await client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        if (status == 405) Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow);
        if (method == "HEAD") Assert.True(response.Content.Headers.ContentLength > 0);
        if (status != 200 || method == "HEAD") Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task It_listens_on_loopback_alone()
    {
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(end => end.Port == server.Port);
        Assert.Equal(IPAddress.Loopback, Assert.Single(listeners).Address);
        Assert.Equal("127.0.0.1", server.Address.Host);
        foreach (var address in await Dns.GetHostAddressesAsync(Dns.GetHostName()))
        {
            if (IPAddress.IsLoopback(address)) continue;
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(address, server.Port));
        }
    }

    [Fact]
    public async Task A_port_in_use_is_refused_by_its_number()
    {
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => MetricsServer.StartAsync(fixture.Exporter, server.Port));
        Assert.StartsWith($"metrics port {server.Port} on 127.0.0.1 is in use", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public async Task A_number_that_is_no_port_is_refused(int port)
    {
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => MetricsServer.StartAsync(fixture.Exporter, port));
        Assert.Contains(port.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_is_free_again_after_its_server_ended()
    {
        var port = server.Port;
        await server.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(server.Address));
        server = await MetricsServer.StartAsync(fixture.Exporter, port);
        Assert.Equal(port, server.Port);
        using var response = await client.GetAsync(server.Address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_scrape_after_the_provider_ended_says_that_it_is_unavailable()
    {
        fixture.Stop();
        using var response = await client.GetAsync(server.Address);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        client.Dispose();
        fixture.Dispose();
    }
}
