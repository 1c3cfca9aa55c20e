using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sweep.Silo.Api.Documents;

namespace Sweep.Silo.Api;

/// <summary>
/// Sends how a sweep goes as server-sent events: <c>status</c> with each change, <c>end</c> with the last. Each event holds
/// all there is to know, so that whoever comes back after a break has missed nothing; ids go on from the last that was seen.
/// </summary>
internal static class EventStream
{
    private const int MostDigits = 15;

    /// <summary>Writes events until the sweep ends or somebody leaves.</summary>
    public static async Task WriteAsync(
        HttpResponse response, string? lastSeen, IAsyncEnumerable<SweepItem> items, TimeSpan heartbeat, TimeProvider time, CancellationToken cancellation)
    {
        response.ContentType = "text/event-stream";
        var id = Number(lastSeen);
        var source = items.GetAsyncEnumerator(cancellation);
        await using var owned = source.ConfigureAwait(false);
        while (true)
        {
            var next = source.MoveNextAsync().AsTask();
            while (!next.IsCompleted)
            {
                using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                await Task.WhenAny(next, Task.Delay(heartbeat, time, silence.Token)).ConfigureAwait(false);
                await silence.CancelAsync().ConfigureAwait(false);
                if (!next.IsCompleted && !cancellation.IsCancellationRequested)
                    await SendAsync(response, ": alive\n\n", cancellation).ConfigureAwait(false);
            }

            if (!await next.ConfigureAwait(false))
                return;
            id++;
            var data = JsonSerializer.Serialize(source.Current, ApiJson.Default.SweepItem);
            await SendAsync(response, string.Create(CultureInfo.InvariantCulture, $"id: {id}\nevent: {(source.Current.Ended ? "end" : "status")}\ndata: {data}\n\n"), cancellation).ConfigureAwait(false);
        }
    }

    // Whatever is no id of ours is as good as none.
    private static long Number(string? id)
        => id is { Length: <= MostDigits } && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0;

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken cancellation)
    {
        await response.WriteAsync(text, cancellation).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellation).ConfigureAwait(false);
    }
}
