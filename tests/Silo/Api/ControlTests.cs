using System.Net;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Silo.Tests.Api;

public sealed class ControlTests : IAsyncLifetime
{
    private ApiFixture _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiFixture.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_cancelled_sweep_ends_for_good_and_can_be_cancelled_twice_but_not_resumed_or_paused()
    {
        var id = await _api.AddAsync(ApiFixture.Endless);
        Assert.Equal("cancelled", await AskAsync(id, "cancel"));
        Assert.Equal("cancelled", await AskAsync(id, "cancel"));
        foreach (var verb in new[] { "resume", "pause" })
        {
            using var refused = await _api.PostAsync($"/api/v1/sweeps/{id}/{verb}");
            Assert.Contains("cancelled", (await ApiFixture.ProblemAsync(refused, 409)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        var last = Assert.Single(await _api.EventsAsync(id));
        Assert.Equal(("end", "cancelled"), (last.Type, last.Data.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task A_paused_sweep_is_cancelled_too_and_a_retry_makes_it_run_again()
    {
        var id = await _api.AddAsync(ApiFixture.Endless);
        Assert.Equal("paused", await AskAsync(id, "pause"));
        Assert.Equal("cancelled", await AskAsync(id, "cancel"));
        Assert.Equal("running", await AskAsync(id, "retry"));
        Assert.Equal("paused", await AskAsync(id, "pause"));
    }

    [Fact]
    public async Task Whoever_follows_a_sweep_is_told_that_it_was_cancelled()
    {
        var id = await _api.AddAsync(ApiFixture.Endless);
        var events = _api.EventsAsync(id);
        await AskAsync(id, "cancel");
        Assert.Equal("cancelled", (await events)[^1].Data.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_finished_sweep_is_not_cancelled_and_without_failures_not_retried()
    {
        var id = await _api.AddAsync(ApiFixture.Quick);
        await _api.EventsAsync(id);
        foreach (var verb in new[] { "cancel", "retry" })
        {
            using var refused = await _api.PostAsync($"/api/v1/sweeps/{id}/{verb}");
            await ApiFixture.ProblemAsync(refused, 409);
        }
    }

    [Fact]
    public async Task A_running_sweep_is_neither_retried_nor_deleted()
    {
        var id = await _api.AddAsync(ApiFixture.Endless);
        using var retry = await _api.PostAsync($"/api/v1/sweeps/{id}/retry");
        await ApiFixture.ProblemAsync(retry, 409);
        using var delete = await DeleteAsync(id);
        await ApiFixture.ProblemAsync(delete, 409);
    }

    [Fact]
    public async Task A_deleted_sweep_is_gone_and_its_id_is_free_for_another_spec()
    {
        Assert.Equal("mine", await _api.AddAsync(ApiFixture.Quick, "?id=mine"));
        await _api.EventsAsync("mine");
        using var deleted = await DeleteAsync("mine");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var found = await _api.GetAsync("/api/v1/sweeps/mine");
        await ApiFixture.ProblemAsync(found, 404);
        using var again = await DeleteAsync("mine");
        await ApiFixture.ProblemAsync(again, 404);

        await _api.AddAsync(ApiFixture.Quick.Replace("replicates: 2", "replicates: 3", StringComparison.Ordinal), "?id=mine");
        Assert.Equal(6, (await _api.EventsAsync("mine"))[^1].Data.GetProperty("trials").GetProperty("completed").GetInt64());
    }

    [Fact]
    public async Task A_trial_that_failed_is_run_once_more()
    {
        var folder = Directory.CreateTempSubdirectory("sweep-api-");
        await AddFailedAsync(folder);
        await using (var api = await ApiFixture.StartAsync(folder: folder))
        {
            Assert.Equal(1, Assert.Single(await api.EventsAsync("broken")).Data.GetProperty("trials").GetProperty("failed").GetInt64());
            using var retried = await api.PostAsync("/api/v1/sweeps/broken/retry");
            Assert.Equal(HttpStatusCode.OK, retried.StatusCode);
            var trials = (await api.EventsAsync("broken"))[^1].Data.GetProperty("trials");
            Assert.Equal((1, 0), (trials.GetProperty("completed").GetInt64(), trials.GetProperty("failed").GetInt64()));
        }

        folder.Delete(recursive: true);
    }

    private static async Task AddFailedAsync(DirectoryInfo folder)
    {
        var plan = SpecCompiler.Compile("name: broken\ndataset: iris\nmodel: {hidden: [2]}\ntraining: {epochs: 1}", "spec").PlanOrThrow();
        await using var store = await SqliteSweepStore.OpenAsync(Path.Combine(folder.FullName, "sweeps.db"), StoreAccess.ReadWrite, TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        await store.CreateAsync(new("broken", "broken", plan.NormalisedYaml, plan.Hash, "", 1, SweepState.Running, now, now, "test"));
        var claim = await store.ClaimAsync("broken", 0, "test", now, TimeSpan.FromMinutes(1));
        await store.RecordFailureAsync("broken", 0, claim.Attempt, new(claim.Attempt, now, "test", "it broke"));
        var result = new TrialResult { Outcome = TrialOutcome.Failed, Detail = "it broke" };
        Assert.True(await store.FinishAsync("broken", 0, claim.Attempt, new(result, CanonicalResult.Digest([], result), now, 0, "test/0")));
        await store.SetStateAsync("broken", SweepState.Finished, now);
    }

    private async Task<string> AskAsync(string id, string verb)
    {
        using var response = await _api.PostAsync($"/api/v1/sweeps/{id}/{verb}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await ApiFixture.JsonAsync(response)).GetProperty("state").GetString()!;
    }

    private Task<HttpResponseMessage> DeleteAsync(string id) => _api.Client.DeleteAsync(new Uri($"/api/v1/sweeps/{id}", UriKind.Relative));
}
