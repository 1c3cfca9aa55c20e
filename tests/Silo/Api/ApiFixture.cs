using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Sweep.Silo.Api;
using Sweep.Silo.Api.Security;
using Sweep.Silo.Api.Sweeps;
using Sweep.Training.Data;

namespace Sweep.Silo.Tests.Api;

/// <summary>A server on a free port, over a record in a folder that goes with it.</summary>
internal sealed class ApiFixture : IAsyncDisposable
{
    /// <summary>Four trials of a few milliseconds.</summary>
    public const string Quick = """
        name: quick
        dataset: iris
        model: {hidden: [4]}
        training: {epochs: 2, batch_size: 32}
        vary: {activation: [tanh, relu]}
        replicates: 2
        """;

    /// <summary>Never ends by itself; its epochs last long enough to leave the record at rest.</summary>
    public const string Endless = """
        name: endless
        dataset: digits
        model: {hidden: [256, 256]}
        training: {epochs: 1000000, batch_size: 16}
        vary: {activation: [tanh, relu]}
        replicates: 5
        """;

    private readonly DirectoryInfo _folder;
    private readonly bool _ownsFolder;

    private ApiFixture(DirectoryInfo folder, bool ownsFolder, EmbeddedServer server)
    {
        (_folder, _ownsFolder, Server) = (folder, ownsFolder, server);
        Client = new() { BaseAddress = server.Address };
    }

    public EmbeddedServer Server { get; }

    public HttpClient Client { get; }

    public static async Task<ApiFixture> StartAsync(Func<ApiOptions, ApiOptions>? change = null, DirectoryInfo? folder = null, bool data = false, bool anyPath = false)
    {
        var where = folder ?? Directory.CreateTempSubdirectory("sweep-api-");
        var options = new ApiOptions { Listen = ListenAddress.Parse("127.0.0.1:0"), Burst = 10_000 };
        var server = await EmbeddedServer.StartAsync(
            new() { StorePath = Path.Combine(where.FullName, "sweeps.db"), Workers = 2 },
            change is null ? options : change(options),
            new ConfinedData(new DataProvider(), data ? where.FullName : "", anyPath));
        return new(where, folder is null, server);
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async Task<HttpResponseMessage> SubmitAsync(string spec, string query = "", string? key = null, string type = "application/yaml")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sweeps" + query) { Content = new StringContent(spec, Encoding.UTF8, type) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await Client.SendAsync(request);
    }

    /// <summary>Submits a spec that is right, and tells the sweep's id.</summary>
    public async Task<string> AddAsync(string spec, string query = "")
    {
        using var response = await SubmitAsync(spec, query);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await JsonAsync(response)).GetProperty("id").GetString()!;
    }

    /// <summary>Follows a sweep to its last event, and tells all events.</summary>
    public async Task<IReadOnlyList<(string? Id, string Type, JsonElement Data)>> EventsAsync(string id, string? lastSeen = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/sweeps/{id}/events");
        if (lastSeen is not null)
            request.Headers.Add("Last-Event-ID", lastSeen);
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        var events = new List<(string?, string, JsonElement)>();
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
            events.Add((item.EventId, item.EventType, JsonDocument.Parse(item.Data).RootElement));
        return events;
    }

    public async Task<HttpResponseMessage> PostAsync(string path) => await Client.PostAsync(new Uri(path, UriKind.Relative), null);

    public async Task<HttpResponseMessage> GetAsync(string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        return await Client.SendAsync(request);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
        => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    /// <summary>Holds an answer to be a problem of this status, and tells its details.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        if (_ownsFolder)
            _folder.Delete(recursive: true);
    }
}
