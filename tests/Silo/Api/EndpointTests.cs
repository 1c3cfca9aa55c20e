using System.Net;
using System.Text.Json;
using Sweep.Reporting.Json;
using Sweep.Storage;

namespace Sweep.Silo.Tests.Api;

public sealed class EndpointTests : IAsyncLifetime
{
    private ApiFixture _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiFixture.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_submitted_sweep_is_created_at_its_place_and_runs_to_its_last_event()
    {
        using var response = await _api.SubmitAsync(ApiFixture.Quick);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var sweep = await ApiFixture.JsonAsync(response);
        var id = sweep.GetProperty("id").GetString()!;
        Assert.Equal($"/api/v1/sweeps/{id}", response.Headers.Location!.ToString());
        Assert.Equal("activation", Assert.Single(sweep.GetProperty("factors").EnumerateArray()).GetString());

        var events = await _api.EventsAsync(id);
        Assert.All(events.SkipLast(1), item => Assert.Equal("status", item.Type));
        Assert.Equal("end", events[^1].Type);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => $"{number}"), events.Select(item => item.Id));
        Assert.Equal("finished", events[^1].Data.GetProperty("state").GetString());
        Assert.Equal(4, events[^1].Data.GetProperty("trials").GetProperty("completed").GetInt64());
    }

    [Fact]
    public async Task A_stream_taken_up_again_goes_on_with_the_next_id_and_tells_all_there_is()
    {
        var id = await _api.AddAsync(ApiFixture.Quick);
        await _api.EventsAsync(id);
        var (number, type, data) = Assert.Single(await _api.EventsAsync(id, "41"));
        Assert.Equal(("42", "end"), (number, type));
        Assert.Equal(4, data.GetProperty("trials").GetProperty("completed").GetInt64());
        Assert.Equal("1", Assert.Single(await _api.EventsAsync(id, "no-id-of-ours")).Id);
    }

    [Fact]
    public async Task Json_is_taken_as_a_spec_too()
    {
        var id = await _api.AddAsync("""{"name":"quick","dataset":"iris","model":{"hidden":[4]},"training":{"epochs":2,"batch_size":32},"vary":{"activation":["tanh","relu"]},"replicates":2}""");
        using var json = await _api.SubmitAsync("""{"name":"quick","dataset":"iris","model":{"hidden":[4]},"training":{"epochs":2,"batch_size":32},"vary":{"activation":["tanh","relu"]},"replicates":2}""", $"?id={id}", type: "application/json");
        Assert.Equal(HttpStatusCode.OK, json.StatusCode);
        using var yaml = await _api.SubmitAsync(ApiFixture.Quick, $"?id={id}", type: "text/plain");
        Assert.Equal(HttpStatusCode.OK, yaml.StatusCode);
    }

    [Fact]
    public async Task The_same_submission_again_is_the_same_sweep_by_key_and_by_id()
    {
        using var first = await _api.SubmitAsync(ApiFixture.Quick, key: "abc");
        using var again = await _api.SubmitAsync(ApiFixture.Quick, key: "abc");
        using var other = await _api.SubmitAsync(ApiFixture.Quick, key: "abd");
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created], new[] { first, again, other }.Select(response => response.StatusCode));
        Assert.Equal(await IdAsync(first), await IdAsync(again));
        Assert.NotEqual(await IdAsync(first), await IdAsync(other));

        Assert.Equal("mine", await _api.AddAsync(ApiFixture.Quick, "?id=mine"));
        Assert.Equal("mine", await _api.AddAsync(ApiFixture.Quick, "?id=mine"));
    }

    [Fact]
    public async Task A_key_or_id_of_a_sweep_with_another_spec_is_a_conflict()
    {
        using var first = await _api.SubmitAsync(ApiFixture.Quick, key: "abc");
        using var sameKey = await _api.SubmitAsync(ApiFixture.Quick + "\nseed: 1", key: "abc");
        Assert.Contains(await IdAsync(first), (await ApiFixture.ProblemAsync(sameKey, 409)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        await _api.AddAsync(ApiFixture.Quick, "?id=mine");
        using var sameId = await _api.SubmitAsync(ApiFixture.Quick + "\nseed: 1", "?id=mine");
        await ApiFixture.ProblemAsync(sameId, 409);
    }

    [Fact]
    public async Task A_sweep_is_paused_and_resumed_and_both_can_be_said_twice()
    {
        var id = await _api.AddAsync(ApiFixture.Endless);
        foreach (var (verb, state) in new[] { ("pause", "paused"), ("pause", "paused"), ("resume", "running"), ("resume", "running"), ("pause", "paused") })
        {
            using var response = await _api.PostAsync($"/api/v1/sweeps/{id}/{verb}");
            Assert.Equal(state, (await ApiFixture.JsonAsync(response)).GetProperty("state").GetString());
            using var found = await _api.GetAsync($"/api/v1/sweeps/{id}");
            Assert.Equal(state, (await ApiFixture.JsonAsync(found)).GetProperty("state").GetString());
        }

        var last = (await _api.EventsAsync(id))[^1];
        Assert.Equal(("end", "paused"), (last.Type, last.Data.GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    public async Task A_finished_sweep_is_neither_paused_nor_resumed(string verb)
    {
        var id = await _api.AddAsync(ApiFixture.Quick);
        await _api.EventsAsync(id);
        using var response = await _api.PostAsync($"/api/v1/sweeps/{id}/{verb}");
        await ApiFixture.ProblemAsync(response, 409);
    }

    [Fact]
    public async Task Two_sweeps_run_at_the_same_time()
    {
        var endless = await _api.AddAsync(ApiFixture.Endless + "\nseed: 1");
        using var found = await _api.GetAsync($"/api/v1/sweeps/{endless}");
        Assert.Equal("running", (await ApiFixture.JsonAsync(found)).GetProperty("state").GetString());
        var other = await _api.AddAsync(ApiFixture.Endless + "\nseed: 2");
        foreach (var id in new[] { endless, other })
        {
            using var response = await _api.GetAsync($"/api/v1/sweeps/{id}");
            Assert.True((await ApiFixture.JsonAsync(response)).GetProperty("progress").GetProperty("in_flight").GetInt32() > 0);
        }
    }

    [Fact]
    public async Task The_list_has_the_fields_of_the_command_and_the_newest_first()
    {
        var first = await _api.AddAsync(ApiFixture.Quick);
        await _api.EventsAsync(first);
        var second = await _api.AddAsync(ApiFixture.Quick + "\nseed: 1");
        await _api.EventsAsync(second);
        using var response = await _api.GetAsync("/api/v1/sweeps");
        var list = await ApiFixture.JsonAsync(response);
        Assert.Equal([second, first], list.EnumerateArray().Select(sweep => sweep.GetProperty("id").GetString()));
        var printed = JsonDocument.Parse(ResultsJson.Of([new SweepSummary(new("a", "a", "", "", "", 1, SweepState.Paused, default, default, ""), new(0, 0, 0, 0, 0))])).RootElement[0];
        Assert.Equal(printed.EnumerateObject().Select(field => field.Name), list[0].EnumerateObject().Select(field => field.Name));
        Assert.Equal(printed.GetProperty("trials").EnumerateObject().Select(field => field.Name), list[0].GetProperty("trials").EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task A_report_is_one_page_of_html()
    {
        var id = await _api.AddAsync(ApiFixture.Quick);
        await _api.EventsAsync(id);
        using var response = await _api.GetAsync($"/api/v1/sweeps/{id}/report");
        Assert.Equal((HttpStatusCode.OK, "text/html"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var page = await response.Content.ReadAsStringAsync();
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains($"<code>{id}</code>", page, StringComparison.Ordinal);
        using var unknown = await _api.GetAsync("/api/v1/sweeps/none-such/report");
        await ApiFixture.ProblemAsync(unknown, 404);
    }

    [Fact]
    public async Task Results_come_as_json_csv_and_tables_by_accept_and_by_word()
    {
        var id = await _api.AddAsync(ApiFixture.Quick);
        await _api.EventsAsync(id);
        foreach (var (accept, query, type) in new[]
        {
            (null, "", "application/json"), ("*/*", "", "application/json"), ("text/csv", "", "text/csv"), ("text/*", "", "text/csv"),
            ("text/plain", "", "text/plain"), ("text/csv", "?format=json", "application/json"), (null, "?format=csv", "text/csv"), ((string?)null, "?format=text", "text/plain"),
        })
        {
            using var response = await _api.GetAsync($"/api/v1/sweeps/{id}/results{query}", accept);
            Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
            var body = await response.Content.ReadAsStringAsync();
            if (type == "application/json")
                Assert.Equal(64, JsonDocument.Parse(body).RootElement.GetProperty("digest").GetString()!.Length);
            else if (type == "text/csv")
                Assert.Equal(5, body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
            else
                Assert.Contains("4 of 4 trials", body, StringComparison.Ordinal);
        }

        using var picture = await _api.GetAsync($"/api/v1/sweeps/{id}/results", "image/png");
        await ApiFixture.ProblemAsync(picture, 406);
        using var word = await _api.GetAsync($"/api/v1/sweeps/{id}/results?format=xml");
        await ApiFixture.ProblemAsync(word, 400);
    }

    [Fact]
    public async Task A_trial_is_told_with_its_verified_digest_and_beyond_the_last_there_is_none()
    {
        var id = await _api.AddAsync(ApiFixture.Quick);
        await _api.EventsAsync(id);
        using var response = await _api.GetAsync($"/api/v1/sweeps/{id}/trials/3");
        var trial = await ApiFixture.JsonAsync(response);
        Assert.Equal((3, true), (trial.GetProperty("index").GetInt64(), trial.GetProperty("digest_verified").GetBoolean()));
        using var text = await _api.GetAsync($"/api/v1/sweeps/{id}/trials/3?format=text");
        Assert.Contains("trial 3", await text.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        using var beyond = await _api.GetAsync($"/api/v1/sweeps/{id}/trials/4");
        await ApiFixture.ProblemAsync(beyond, 404);
    }

    [Fact]
    public async Task Probes_answer()
    {
        foreach (var path in new[] { "/healthz", "/readyz" })
        {
            using var response = await _api.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, "ok"), (response.StatusCode, (await ApiFixture.JsonAsync(response)).GetProperty("status").GetString()));
        }
    }

    [Theory]
    [InlineData("GET", "/api/v1/sweeps/none-such", 404)]
    [InlineData("GET", "/api/v1/sweeps/none-such/events", 404)]
    [InlineData("GET", "/api/v1/sweeps/none-such/results", 404)]
    [InlineData("GET", "/api/v1/sweeps/none-such/trials/0", 404)]
    [InlineData("POST", "/api/v1/sweeps/none-such/pause", 404)]
    [InlineData("POST", "/api/v1/sweeps/none-such/resume", 404)]
    [InlineData("POST", "/api/v1/sweeps/none-such/cancel", 404)]
    [InlineData("POST", "/api/v1/sweeps/none-such/retry", 404)]
    [InlineData("DELETE", "/api/v1/sweeps/none-such", 404)]
    [InlineData("GET", "/api/v1/sweeps/No%20Such", 404)]
    [InlineData("GET", "/api/v1/sweeps/..%2f..%2fetc", 404)]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/metrics", 404)]
    [InlineData("GET", "/api/v2/sweeps", 404)]
    [InlineData("PUT", "/api/v1/sweeps", 405)]
    [InlineData("OPTIONS", "/api/v1/sweeps", 405)]
    public async Task What_is_not_there_is_told_as_a_problem(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var response = await _api.Client.SendAsync(request);
        await ApiFixture.ProblemAsync(response, status);
    }

    private static async Task<string> IdAsync(HttpResponseMessage response) => (await ApiFixture.JsonAsync(response)).GetProperty("id").GetString()!;
}
