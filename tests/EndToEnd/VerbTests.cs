using System.Text.Json;

namespace Sweep.EndToEnd.Tests;

/// <summary>What people do with sweeps that they have run.</summary>
public sealed class VerbTests : IDisposable
{
    private const string Small = """
        name: small
        dataset: iris
        model: {hidden: [8]}
        training: {epochs: 3, batch_size: 32, optimizer: {sgd: {learning_rate: 0.05}}}
        vary:
          activation: [relu, tanh]
          dropout: [0, 0.3]
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Extended_by_replicates_a_sweep_keeps_its_results_and_ends_like_one_that_had_them_from_the_start()
    {
        var id = await RunAsync(Small);
        var before = await ResultsAsync(id);
        var extended = await JsonAsync("extend", id, "--replicates", "3", "--json");
        Assert.Equal(("paused", 3, 12, 8), (Text(extended, "state"), Number(extended, "replicates"), Number(extended, "trials"), Number(extended, "added")));
        var again = await JsonAsync("extend", id, "--replicates", "3", "--json");
        Assert.Equal(("paused", 3, 12, 0), (Text(again, "state"), Number(again, "replicates"), Number(again, "trials"), Number(again, "added")));
        var resumed = (await SweepProcess.RunAsync(_folder, "resume", id, "--json", "--quiet")).Digest();
        _folder.Write("whole.yaml", Small + "\nreplicates: 3\n");
        Assert.Equal((await SweepProcess.RunAsync(_folder, "run", "whole.yaml", "--json", "--quiet")).Digest(), resumed);
        // The four that were there ran once.
        Assert.Equal(before, (await ResultsAsync(id))[..4]);
        var fewer = await SweepProcess.RunAsync(_folder, "extend", id, "--replicates", "2");
        Assert.Equal(2, fewer.ExitCode);
        Assert.Contains("has 3 already", fewer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_more_levels_and_replicates_a_new_sweep_reuses_what_is_there_and_has_the_digest_of_one_that_does_not()
    {
        var id = await RunAsync(Small);
        _folder.Write("more.yaml", Small.Replace("[relu, tanh]", "[gelu, tanh, relu]", StringComparison.Ordinal) + "\nreplicates: 2\n");
        var reusing = await SweepProcess.RunAsync(_folder, "run", "more.yaml", "--json", "--reuse", id);
        Assert.Contains($"4 of 12 trials are taken over from {id}", reusing.Error, StringComparison.Ordinal);
        Assert.Equal((await SweepProcess.RunAsync(_folder, "run", "more.yaml", "--json", "--quiet")).Digest(), reusing.Digest());
        var there = await ResultsAsync(id);
        var here = await ResultsAsync(Text(reusing.Json(), "id"));
        // Started and timed once: relu and tanh of replicate 0 are the very same runs.
        Assert.Subset(here.Select(r => r[(r.IndexOf(';', StringComparison.Ordinal) + 1)..]).ToHashSet(), there.Select(r => r[(r.IndexOf(';', StringComparison.Ordinal) + 1)..]).ToHashSet());
    }

    [Fact]
    public async Task Trials_of_another_seed_or_of_other_data_are_not_reused()
    {
        var id = await RunAsync(Small);
        _folder.Write("seed.yaml", Small + "\nseed: 7\n");
        var seed = await SweepProcess.RunAsync(_folder, "run", "seed.yaml", "--reuse", id);
        Assert.Equal(2, seed.ExitCode);
        Assert.Contains("has seed 0 and the spec has seed 7", seed.Error, StringComparison.Ordinal);
        _folder.Write("data.yaml", Small.Replace("iris", "wine", StringComparison.Ordinal));
        var data = await SweepProcess.RunAsync(_folder, "run", "data.yaml", "--json", "--reuse", id);
        Assert.Contains("0 of 4 trials are taken over", data.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await JsonAsync("list", "--json")).GetArrayLength());
    }

    [Fact]
    public async Task Deleting_asks_and_without_a_terminal_needs_yes()
    {
        var id = await RunAsync(Small);
        var asked = await SweepProcess.RunAsync(_folder, "delete", id);
        Assert.Equal(2, asked.ExitCode);
        Assert.Contains("--yes", asked.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await JsonAsync("list", "--json")).GetArrayLength());
        Assert.True((await JsonAsync("delete", id, "--yes", "--json")).GetProperty("deleted").GetBoolean());
        Assert.Equal(0, (await JsonAsync("list", "--json")).GetArrayLength());
        Assert.False((await JsonAsync("delete", id, "--yes", "--json")).GetProperty("deleted").GetBoolean());
    }

    [Fact]
    public async Task What_is_finished_needs_no_pause_no_cancel_and_no_retry()
    {
        var id = await RunAsync(Small);
        Assert.Equal("finished", Text(await JsonAsync("pause", id, "--json"), "state"));
        Assert.Equal("finished", Text(await JsonAsync("cancel", id, "--json"), "state"));
        var retried = await JsonAsync("retry", id, "--json");
        Assert.Equal(("finished", 0), (Text(retried, "state"), Number(retried, "withdrawn")));
    }

    [Fact]
    public async Task An_unfinished_sweep_that_nobody_runs_is_paused_cancelled_and_retried_in_the_record()
    {
        _folder.Write("long.yaml", Small.Replace("epochs: 3", "epochs: 1000000", StringComparison.Ordinal));
        using (var killed = SweepProcess.Start(_folder, "run", "long.yaml"))
        {
            await killed.SeeErrorAsync("trials,");
            killed.Signal(SweepProcess.Kill);
            await killed.EndAsync();
        }

        var id = Text((await JsonAsync("list", "--json"))[0], "id");
        Assert.Equal("running", Text((await JsonAsync("list", "--json"))[0], "state"));
        for (var time = 0; time < 2; time++)
            Assert.Equal("paused", Text(await JsonAsync("pause", id, "--json"), "state"));
        for (var time = 0; time < 2; time++)
            Assert.Equal("cancelled", Text(await JsonAsync("cancel", id, "--json"), "state"));
        var resumed = await SweepProcess.RunAsync(_folder, "resume", id);
        Assert.Equal(2, resumed.ExitCode);
        Assert.Contains($"sweep {id} is cancelled; 'sweep retry {id}'", resumed.Error, StringComparison.Ordinal);
        for (var time = 0; time < 2; time++)
            Assert.Equal("paused", Text(await JsonAsync("retry", id, "--json"), "state"));
        Assert.Contains($"sweep {id} is paused", (await SweepProcess.RunAsync(_folder, "pause", id)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_process_runs_a_sweep_it_is_asked_and_its_record_is_not_deleted()
    {
        _folder.Write("long.yaml", Small.Replace("epochs: 3", "epochs: 1000000", StringComparison.Ordinal));
        using var running = SweepProcess.Start(_folder, "run", "long.yaml");
        await running.SeeErrorAsync("trials,");
        var id = Text((await JsonAsync("list", "--json"))[0], "id");
        var deleted = await SweepProcess.RunAsync(_folder, "delete", id, "--yes");
        Assert.Equal(1, deleted.ExitCode);
        Assert.Contains("is being written by another process", deleted.Error, StringComparison.Ordinal);
        for (var time = 0; time < 2; time++)
        {
            var asked = await JsonAsync("pause", id, "--json");
            // The running process may have paused between the two.
            if (Text(asked, "state") == "running")
                Assert.Equal("pause", Text(asked, "request"));
        }

        running.Signal(SweepProcess.Interrupt);
        Assert.Equal(130, (await running.EndAsync()).ExitCode);
        Assert.Equal("paused", Text((await JsonAsync("list", "--json"))[0], "state"));
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("cancel")]
    [InlineData("retry")]
    [InlineData("extend", "--replicates", "2")]
    public async Task An_unknown_sweep_is_bad_input_and_a_missing_record_is_not_made(string verb, params string[] options)
    {
        var missing = await SweepProcess.RunAsync(_folder, [verb, "nobody-000", .. options]);
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("There is no record at", missing.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        var id = await RunAsync(Small);
        var unknown = await SweepProcess.RunAsync(_folder, [verb, "nobody-000", .. options]);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains(id, unknown.Error, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string spec)
    {
        _folder.Write("small.yaml", spec);
        return Text((await SweepProcess.RunAsync(_folder, "run", "small.yaml", "--json", "--quiet")).Json(), "id");
    }

    /// <summary>Each trial's results, with when it ran and for how long.</summary>
    private async Task<string[]> ResultsAsync(string id)
    {
        Assert.Equal(0, (await SweepProcess.RunAsync(_folder, "export", id, "--out", "out", "--force")).ExitCode);
        var table = Csv.Read(Path.Combine(_folder.Path, "out", "trials.csv"));
        return [.. table.Select(row => $"{row["trial"]};{row["digest"]};{row["started"]};{row["seconds"]}")];
    }

    private async Task<JsonElement> JsonAsync(params string[] arguments) => (await SweepProcess.RunAsync(_folder, arguments)).Json();

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();
}
