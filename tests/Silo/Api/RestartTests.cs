using Sweep.Storage;

namespace Sweep.Silo.Tests.Api;

public sealed class RestartTests
{
    [Fact]
    public async Task A_sweep_that_ran_when_the_server_stopped_goes_on_when_it_starts_and_a_paused_one_does_not()
    {
        var folder = Directory.CreateTempSubdirectory("sweep-api-");
        string running, paused;
        await using (var api = await ApiFixture.StartAsync(folder: folder))
        {
            running = await api.AddAsync(ApiFixture.Endless);
            paused = await api.AddAsync(ApiFixture.Endless + "\nseed: 1");
            using var response = await api.PostAsync($"/api/v1/sweeps/{paused}/pause");
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }

        Assert.Equal([SweepState.Running, SweepState.Paused], await StatesAsync(folder, running, paused));
        await using (var api = await ApiFixture.StartAsync(folder: folder))
        {
            using var first = await api.GetAsync($"/api/v1/sweeps/{running}");
            Assert.True((await ApiFixture.JsonAsync(first)).GetProperty("progress").GetProperty("in_flight").GetInt32() > 0);
            using var second = await api.GetAsync($"/api/v1/sweeps/{paused}");
            Assert.Equal("paused", (await ApiFixture.JsonAsync(second)).GetProperty("state").GetString());
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_stop_ends_streams_without_a_last_event()
    {
        var api = await ApiFixture.StartAsync();
        var id = await api.AddAsync(ApiFixture.Endless);
        using var response = await api.Client.GetAsync(new Uri($"/api/v1/sweeps/{id}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("id: 1", await reader.ReadLineAsync());
        await api.DisposeAsync();
        var rest = await reader.ReadToEndAsync();
        Assert.DoesNotContain("event: end", rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_stream_shows_that_it_is_alive()
    {
        await using var api = await ApiFixture.StartAsync(options => options with { Heartbeat = TimeSpan.FromMilliseconds(20) });
        var id = await api.AddAsync(ApiFixture.Endless);
        using var response = await api.Client.GetAsync(new Uri($"/api/v1/sweeps/{id}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        string? line;
        do
            line = await reader.ReadLineAsync(patience.Token);
        while (line is not (null or ": alive"));
        Assert.Equal(": alive", line);
    }

    private static async Task<IReadOnlyList<SweepState>> StatesAsync(DirectoryInfo folder, params string[] ids)
    {
        await using var store = await SqliteSweepStore.OpenAsync(Path.Combine(folder.FullName, "sweeps.db"), StoreAccess.Read, TimeProvider.System);
        var states = new List<SweepState>();
        foreach (var id in ids)
            states.Add((await store.FindAsync(id))!.State);
        return states;
    }
}
