using System.Text.Json;
using Sweep.Core.Randomness;

namespace Sweep.EndToEnd.Tests;

public sealed class RunTests(SmallRun small) : IClassFixture<SmallRun>
{
    [Fact]
    public void Json_tells_id_name_digest_counts_leaders_and_seconds()
    {
        var json = small.Json;
        Assert.StartsWith("small-", json.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("small", json.GetProperty("name").GetString());
        Assert.Equal(64, json.GetProperty("digest").GetString()!.Length);
        var trials = json.GetProperty("trials");
        Assert.Equal(36, trials.GetProperty("total").GetInt64());
        Assert.Equal(36, trials.GetProperty("completed").GetInt64() + trials.GetProperty("diverged").GetInt64());
        Assert.Equal(0, trials.GetProperty("failed").GetInt64() + trials.GetProperty("stopped").GetInt64());
        Assert.Equal(10, json.GetProperty("best").GetArrayLength());
        Assert.True(json.GetProperty("best")[0].GetProperty("mean").GetDouble() < json.GetProperty("best")[9].GetProperty("mean").GetDouble());
        Assert.True(json.GetProperty("seconds").GetDouble() > 0);
    }

    [Fact]
    public async Task Digest_is_the_same_for_one_worker_and_for_two()
    {
        using var folder = new TempFolder();
        folder.Write("small.yaml", SmallRun.Spec);
        Assert.Equal(small.Digest, (await SweepProcess.RunAsync(folder, "run", "small.yaml", "--json", "--quiet", "--workers", "1")).Digest());
    }

    [Fact]
    public async Task Digest_changes_with_the_seed()
    {
        using var folder = new TempFolder();
        folder.Write("other.yaml", SmallRun.Spec + "\nseed: 1\n");
        Assert.NotEqual(small.Digest, (await SweepProcess.RunAsync(folder, "run", "other.yaml", "--json", "--quiet")).Digest());
    }

    [Fact]
    public async Task Sweep_interrupted_at_random_moments_and_resumed_has_the_digest_of_one_that_never_stopped()
    {
        using var folder = new TempFolder();
        folder.Write("small.yaml", SmallRun.Spec.Replace("epochs: 4", "epochs: 40", StringComparison.Ordinal));
        var whole = (await SweepProcess.RunAsync(folder, "run", "small.yaml", "--json", "--quiet")).Digest();
        var stopped = 0;
        var moments = RandomKey.For(seed: 1, replicate: 0).Sequence(RandomUse.Design);
        for (var round = 0; round < 5; round++)
        {
            var store = $"round{round}.db";
            using var process = SweepProcess.Start(folder, "run", "small.yaml", "--json", "--store", store);
            await process.SeeErrorAsync("trials,");
            if (!await process.EndsWithinAsync(TimeSpan.FromMilliseconds(moments.NextBelow(500))))
                process.Signal(SweepProcess.Interrupt);
            var first = await process.EndAsync();
            if (first.ExitCode == 0)
            {
                Assert.Equal(whole, first.Digest());
                continue;
            }

            stopped++;
            Assert.Equal(130, first.ExitCode);
            Assert.Contains("sweep resume small-", first.Error, StringComparison.Ordinal);
            Assert.Equal(whole, (await SweepProcess.RunAsync(folder, "resume", "small", "--json", "--quiet", "--store", store)).Digest());
        }

        Assert.True(stopped >= 2, $"only {stopped} of 5 runs were stopped before their end");
    }

    [Fact]
    public async Task Second_interrupt_ends_the_process_at_once_and_what_was_kept_goes_on_to_the_same_digest()
    {
        using var folder = new TempFolder();
        // One step over all rows of so wide a layer lasts much longer than the time between two signals.
        folder.Write("small.yaml", """
            name: small
            dataset: digits
            model: {hidden: [1024, 1024]}
            training: {epochs: 8, batch_size: 2000}
            checkpoint: {every_epochs: 1}
            """);
        var whole = (await SweepProcess.RunAsync(folder, "run", "small.yaml", "--json", "--quiet", "--store", "whole.db")).Digest();
        using var process = SweepProcess.Start(folder, "run", "small.yaml", "--json");
        await process.SeeErrorAsync("trials,");
        do
            process.Signal(SweepProcess.Interrupt);
        while (!await process.EndsWithinAsync(TimeSpan.FromMilliseconds(10)));
        var end = await process.EndAsync();
        Assert.Equal((130, ""), (end.ExitCode, end.Output));
        // The first alone would have waited for the step, and said how to go on.
        Assert.DoesNotContain("go on with", end.Error, StringComparison.Ordinal);
        Assert.Equal("running", (await SweepProcess.RunAsync(folder, "list", "--json")).Json()[0].GetProperty("state").GetString());
        Assert.Equal(whole, (await SweepProcess.RunAsync(folder, "resume", "small", "--json", "--quiet")).Digest());
    }

    [Fact]
    public async Task Sweep_whose_time_is_over_is_paused_shows_what_it_has_and_says_how_to_go_on()
    {
        using var folder = new TempFolder();
        folder.Write("small.yaml", SmallRun.Spec.Replace("epochs: 4", "epochs: 1000000", StringComparison.Ordinal) + "\nsweep_time_budget: 0.5\n");
        var run = await SweepProcess.RunAsync(folder, "run", "small.yaml", "--json", "--quiet", "--out", "out");
        var id = run.Json().GetProperty("id").GetString();
        Assert.Equal(("paused", 0L), (run.Json().GetProperty("state").GetString(), run.Json().GetProperty("trials").GetProperty("stopped").GetInt64()));
        Assert.Contains($"sweep {id}: its time budget of 0.5 s is spent.", run.Error, StringComparison.Ordinal);
        Assert.Contains($"go on with: sweep resume {id}", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "out", "results.json")));
    }

    [Fact]
    public async Task Trial_shows_top_k_accuracy_and_is_stopped_by_its_time_budget()
    {
        using var folder = new TempFolder();
        folder.Write("top.yaml", "name: top\ntraining: {epochs: 2, top_k: 3}\nobjective: {maximize: validation_top_k}\n");
        folder.Write("slow.yaml", "name: slow\nmodel: {hidden: [256, 256]}\ntraining: {epochs: 100000}\ntrial_time_budget: 2\n");
        var top = (await SweepProcess.RunAsync(folder, "run", "top.yaml", "--json", "--quiet")).Json().GetProperty("id").GetString()!;
        var metrics = (await SweepProcess.RunAsync(folder, "show", top, "--trial", "0", "--json")).Json().GetProperty("metrics");
        Assert.InRange(metrics.GetProperty("test_top_k").GetDouble(), metrics.GetProperty("test_accuracy").GetDouble(), 1);
        Assert.Contains("top-3 accuracy", (await SweepProcess.RunAsync(folder, "show", top, "--trial", "0")).Output, StringComparison.Ordinal);

        var slow = await SweepProcess.RunAsync(folder, "run", "slow.yaml", "--json", "--quiet");
        Assert.Equal((0, "finished", 1L), (slow.ExitCode, slow.Json().GetProperty("state").GetString(), slow.Json().GetProperty("trials").GetProperty("stopped").GetInt64()));
        var trial = (await SweepProcess.RunAsync(folder, "show", slow.Json().GetProperty("id").GetString()!, "--trial", "0", "--json")).Json();
        Assert.Equal(("stopped", "time budget of 2 s"), (trial.GetProperty("outcome").GetString(), trial.GetProperty("detail").GetString()));
        Assert.True(trial.GetProperty("epochs").GetArrayLength() >= 1);
        Assert.True(trial.GetProperty("digest_verified").GetBoolean());
    }

    [Fact]
    public async Task Second_process_on_one_record_is_told_so_and_changes_nothing()
    {
        using var folder = new TempFolder();
        folder.Write("small.yaml", SmallRun.Spec.Replace("epochs: 4", "epochs: 100000", StringComparison.Ordinal));
        using var first = SweepProcess.Start(folder, "run", "small.yaml", "--json");
        await first.SeeErrorAsync("trials,");
        var second = await SweepProcess.RunAsync(folder, "run", "small.yaml", "--json", "--quiet");
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("another process", second.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await SweepProcess.RunAsync(folder, "list", "--json")).Json().GetArrayLength());
        first.Signal(SweepProcess.Interrupt);
        Assert.Equal(130, (await first.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Bad_spec_ends_with_two_names_every_error_and_writes_nothing()
    {
        using var folder = new TempFolder();
        folder.Write("bad.yaml", """
            name: bad
            model: {hiden: [32], activation: rleu}
            training: {epochs: 0}
            """);
        var result = await SweepProcess.RunAsync(folder, "run", "bad.yaml", "--out", "out");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("bad.yaml:2:", result.Error, StringComparison.Ordinal);
        Assert.Contains("hidden", result.Error, StringComparison.Ordinal);
        Assert.Contains("relu", result.Error, StringComparison.Ordinal);
        Assert.Contains("bad.yaml:3:", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.Equal(["bad.yaml"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("sweep: --isolate, --workers are for training in this process, but a cluster's silos train; set there by sweep-silo --isolate, sweep-silo --workers", "--cluster", "postgres://sweep@db/sweep", "--isolate", "--workers", "2")]
    [InlineData("sweep: --detach leaves a sweep to a cluster; name one with --cluster", "--detach")]
    public async Task Options_without_a_meaning_end_with_two_and_write_nothing(string said, params string[] options)
    {
        using var folder = new TempFolder();
        folder.Write("small.yaml", SmallRun.Spec);
        var result = await SweepProcess.RunAsync(folder, ["run", "small.yaml", .. options]);
        Assert.Equal((2, said, ""), (result.ExitCode, result.Error.Trim(), result.Output));
        Assert.Equal(["small.yaml"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Bad_data_ends_with_two_and_writes_nothing()
    {
        using var folder = new TempFolder();
        folder.Write("my.csv", "a,b,label\n1,2,x\n3,y\n");
        folder.Write("bad.yaml", "name: bad\ndataset: {csv: my.csv, target: label}\n");
        var result = await SweepProcess.RunAsync(folder, "run", "bad.yaml");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("my.csv:3", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, ".sweep")));
    }

    [Fact]
    public async Task Metrics_are_served_on_loopback_while_the_sweep_runs()
    {
        using var folder = new TempFolder();
        folder.Write("small.yaml", SmallRun.Spec.Replace("epochs: 4", "epochs: 100000", StringComparison.Ordinal));
        using var process = SweepProcess.Start(folder, "run", "small.yaml", "--json", "--metrics-port", "0");
        await process.SeeErrorAsync("trials,");
        await process.SeeErrorAsync("metrics: ");
        var address = process.ErrorSoFar.Split('\n').First(line => line.StartsWith("metrics: ", StringComparison.Ordinal))["metrics: ".Length..].Trim();
        using var http = new HttpClient();
        var scrape = await http.GetStringAsync(new Uri(address));
        Assert.Contains("sweep_trials{", scrape, StringComparison.Ordinal);
        Assert.StartsWith("http://127.0.0.1:", address, StringComparison.Ordinal);
        process.Signal(SweepProcess.Interrupt);
        Assert.Equal(130, (await process.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Export_writes_a_row_a_trial_an_epoch_and_a_layer()
    {
        using var folder = new TempFolder();
        string[] Lines(string name) => File.ReadAllLines(Path.Combine(small.Out, name));
        Assert.Equal(1 + 36, Lines("trials.csv").Length);
        Assert.Equal(1 + 36 * 4, Lines("epochs.csv").Length);
        Assert.Equal(1 + 36 * 4 * 3, Lines("gradients.csv").Length);
        var results = JsonDocument.Parse(File.ReadAllText(Path.Combine(small.Out, "results.json"))).RootElement;
        Assert.Equal(small.Digest, results.GetProperty("digest").GetString());

        var again = await SweepProcess.RunAsync(folder, "run", Path.Combine(small.Out, "spec.yaml"), "--json", "--quiet");
        Assert.Equal(small.Digest, again.Digest());
    }
}
