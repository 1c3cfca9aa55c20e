using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sweep.Core.Specs;
using Sweep.Silo.Api.Documents;
using Sweep.Silo.Api.Security;

namespace Sweep.Client.Remote;

/// <summary>A server's HTTP API, as docs/api.md has it.</summary>
internal sealed class SweepServer : IDisposable
{
    private const int Tries = 3;
    private const string Sweeps = "api/v1/sweeps";

    private readonly HttpClient _client;
    private readonly TimeProvider _time;

    private SweepServer(Uri address, AccessToken? token, TimeProvider time)
    {
        Address = address;
        _time = time;
        // Redirects are not followed, so that the token goes nowhere else.
        _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectCallback = ConnectAsync, ConnectTimeout = TimeSpan.FromSeconds(10) })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(100),
        };
        _client.DefaultRequestHeaders.Authorization = token?.Header;
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>A server by its address; nothing is sent yet.</summary>
    /// <exception cref="InvalidInputException">It is no address of a server.</exception>
    public static SweepServer Connect(string url, AccessToken? token, TimeProvider time)
        => Uri.TryCreate(url.EndsWith('/') ? url : url + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address is { UserInfo: "", Query: "", Fragment: "" }
            ? new(address, token, time)
            : throw new InvalidInputException($"--server {url}: expected the address of a server, such as http://127.0.0.1:7777, without a user or a query");

    /// <summary>Submits a spec. Sent again where the connection breaks; its key keeps it from running twice.</summary>
    /// <param name="spec">The spec's text.</param>
    /// <param name="file">Its file, for messages.</param>
    /// <param name="id">Id that the sweep shall have; null for one that the server makes.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<(SweepItem Sweep, bool Created)> SubmitAsync(string spec, string file, string? id, CancellationToken cancellation)
    {
        var key = Guid.NewGuid().ToString("N");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, id is null ? Sweeps : $"{Sweeps}?id={Uri.EscapeDataString(id)}");
                request.Content = new StringContent(spec, Encoding.UTF8, "application/yaml");
                request.Headers.Add("Idempotency-Key", key);
                using var response = await SendAsync(request, file, HttpCompletionOption.ResponseContentRead, cancellation);
                return (await ReadAsync(response, ApiJson.Default.SweepItem, cancellation), response.StatusCode == HttpStatusCode.Created);
            }
            catch (ServerException) when (attempt < Tries)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), _time, cancellation);
            }
        }
    }

    /// <summary>All sweeps, newest first.</summary>
    public Task<IReadOnlyList<SweepListItem>> ListAsync(CancellationToken cancellation) => GetAsync(Sweeps, ApiJson.Default.IReadOnlyListSweepListItem, cancellation);

    /// <summary>The one sweep whose id is, or begins with, what the user typed.</summary>
    /// <exception cref="InvalidInputException">No sweep or more than one fits.</exception>
    public async Task<string> FindIdAsync(string typed, CancellationToken cancellation)
    {
        var all = (await ListAsync(cancellation)).Select(sweep => sweep.Id).ToList();
        var matches = all.Contains(typed) ? [typed] : all.Where(id => id.StartsWith(typed, StringComparison.Ordinal)).ToList();
        if (matches.Count == 1)
            return matches[0];
        var newest = (matches.Count > 1 ? matches : all).Take(10).ToList();
        throw new InvalidInputException(
            (matches.Count > 1 ? $"more than one sweep begins with '{typed}'" : $"the server has no sweep '{typed}'")
            + (newest.Count > 0 ? $"; the newest are {string.Join(", ", newest)}" : ""));
    }

    /// <summary>A sweep and how it goes.</summary>
    public Task<SweepItem> FindAsync(string id, CancellationToken cancellation) => GetAsync($"{Sweeps}/{id}", ApiJson.Default.SweepItem, cancellation);

    /// <summary>Asks something of a sweep: <c>pause</c>, <c>resume</c>, <c>cancel</c> or <c>retry</c>.</summary>
    public async Task<SweepItem> AskAsync(string id, string what, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Sweeps}/{id}/{what}");
        using var response = await SendAsync(request, null, HttpCompletionOption.ResponseContentRead, cancellation);
        return await ReadAsync(response, ApiJson.Default.SweepItem, cancellation);
    }

    /// <summary>Deletes a sweep.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{Sweeps}/{id}");
        using var response = await SendAsync(request, null, HttpCompletionOption.ResponseContentRead, cancellation);
    }

    /// <summary>Results of a sweep, or of one of its trials, as JSON or as tables.</summary>
    public async Task<string> ResultsAsync(string id, long? trial, bool json, int columns, CancellationToken cancellation)
    {
        var what = trial is { } index ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"trials/{index}") : "results";
        using var request = new HttpRequestMessage(HttpMethod.Get, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Sweeps}/{id}/{what}?format={(json ? "json" : "text")}&columns={columns}"));
        using var response = await SendAsync(request, null, HttpCompletionOption.ResponseContentRead, cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    /// <summary>Events of a sweep from one connection, with their ids; ends when the server ends it.</summary>
    /// <exception cref="ServerException">The connection broke.</exception>
    public async IAsyncEnumerable<(string? Id, SweepItem Sweep)> EventsAsync(string id, string? lastSeen, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Sweeps}/{id}/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastSeen is not null)
            request.Headers.Add("Last-Event-ID", lastSeen);
        using var response = await SendAsync(request, null, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var events = System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync(cancellation).GetAsyncEnumerator(cancellation);
        await using var owned = events;
        while (await Guarded(() => events.MoveNextAsync().AsTask(), cancellation))
            yield return (events.Current.EventId, JsonSerializer.Deserialize(events.Current.Data, ApiJson.Default.SweepItem) ?? throw NotOurs());
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // A server that vanished without a word is noticed within a minute and a half, however silent its stream was.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await SendAsync(request, null, HttpCompletionOption.ResponseContentRead, cancellation);
        return await ReadAsync(response, type, cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? file, HttpCompletionOption completion, CancellationToken cancellation)
    {
        var response = await Guarded(() => _client.SendAsync(request, completion, cancellation), cancellation);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await ProblemOf(response, file, cancellation);
    }

    private async Task<Exception> ProblemOf(HttpResponseMessage response, string? file, CancellationToken cancellation)
    {
        var problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? await ReadAsync(response, ApiJson.Default.SpecProblem, cancellation)
            : null;
        if (problem is { Errors.Count: > 0 })
            return new InvalidInputException([.. problem.Errors.Select(error => new Problem(file ?? "spec", error.Line, error.Column, error.Message))]);
        var detail = problem?.Detail ?? $"it answered {(int)response.StatusCode} {response.ReasonPhrase}";
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new InvalidInputException($"{Address}: {detail}; set {AccessToken.Variable} or name a file with --token-file"),
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => new ServerException($"{Address}: {detail}"),
            >= HttpStatusCode.BadRequest when problem is not null => new InvalidInputException(detail),
            _ => new InvalidInputException($"{Address}: {detail}; is this the address of a sweep server?"),
        };
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellation) ?? throw NotOurs();
        }
        catch (JsonException exception)
        {
            throw new ServerException(NotOurs().Message, exception);
        }
    }

    private ServerException NotOurs() => new($"{Address}: the answer is none that this version of Sweep understands");

    private async Task<T> Guarded<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new ServerException($"{Address}: no answer in time", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new ServerException($"{Address}: {exception.Message}", exception);
        }
    }
}
