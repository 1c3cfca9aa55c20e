using System.Diagnostics;
using Sweep.Core.Randomness;

namespace Sweep.EndToEnd.Tests;

/// <summary>Sweeps whose process is killed (SIGKILL) at random moments: 50 kills, each followed by a process that goes on.</summary>
public sealed class CrashTests : IDisposable
{
    private const int KillsAtAnyMoment = 20;
    private const int KillsBetweenCheckpoints = 18;
    private const int KillsInMigrations = 12;

    private const string Quick = """
        name: quick
        dataset: digits
        model: {hidden: [32, 32]}
        training: {epochs: 15, batch_size: 32, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}}
        vary:
          activation: [sigmoid, tanh, relu]
          init: [xavier_uniform, he_normal]
        replicates: 2
        """;

    // Two trials for two workers: each lasts as long as the sweep, and its weights are large enough to be caught half written.
    private const string Saved = """
        name: quick
        dataset: digits
        model: {hidden: [256, 256]}
        training: {epochs: 20, batch_size: 64, optimizer: {sgd: {learning_rate: 0.01, momentum: 0.9}}}
        checkpoint: {every_epochs: 1}
        vary:
          activation: [tanh, relu]
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_any_moment_of_its_process_a_sweep_goes_on_to_the_digest_of_one_that_never_stopped()
    {
        _folder.Write("quick.yaml", Quick);
        var clock = Stopwatch.StartNew();
        var whole = (await SweepProcess.RunAsync(_folder, "run", "quick.yaml", "--json", "--quiet", "--store", "whole.db")).Digest();
        var length = clock.Elapsed;
        var moments = RandomKey.For(seed: 20260501, replicate: 0).Sequence(RandomUse.Design);
        var kills = 0;
        for (var sweep = 0; kills < KillsAtAnyMoment; sweep++)
        {
            var (begun, stopped) = (false, false);
            do
            {
                using var process = await StartAsync($"{sweep}.db", begun);
                // Every other kill falls after the start of the process, in which trials are claimed and trained.
                if (kills % 2 == 1)
                    await process.SeeErrorAsync("trials,");
                if (kills < KillsAtAnyMoment && !await process.EndsWithinAsync(length * (moments.NextBelow(1_000) / 1_000.0)))
                    process.Signal(SweepProcess.Kill);
                var end = await process.EndAsync();
                begun |= end.Error.Contains("trials,", StringComparison.Ordinal);
                stopped = end.ExitCode == SweepProcess.Killed;
                kills += stopped ? 1 : 0;
                if (!stopped)
                    Assert.Equal(whole, end.Digest());
            }
            while (stopped);
        }
    }

    [Fact]
    public async Task Killed_between_and_within_checkpoints_its_trials_go_on_to_the_digest_of_one_that_never_stopped()
    {
        _folder.Write("quick.yaml", Saved);
        string whole;
        TimeSpan length;
        using (var process = SweepProcess.Start(_folder, "run", "quick.yaml", "--json", "--workers", "2", "--store", "whole.db"))
        {
            await process.SeeErrorAsync("trials,");
            var clock = Stopwatch.StartNew();
            whole = (await process.EndAsync()).Digest();
            length = clock.Elapsed;
        }

        var moments = RandomKey.For(seed: 20260502, replicate: 0).Sequence(RandomUse.Design);
        var (kills, saved) = (0, 0);
        for (var sweep = 0; kills < KillsBetweenCheckpoints; sweep++)
        {
            var store = $"{sweep}.db";
            var (begun, stopped) = (false, false);
            do
            {
                using var process = await StartAsync(store, begun, "--workers", "2");
                begun = true;
                await process.SeeErrorAsync("trials,");
                // Shorter than a whole training, so that it takes several kills and what each of them left.
                if (kills < KillsBetweenCheckpoints && !await process.EndsWithinAsync(length * (moments.NextBelow(1_000) / 1_500.0)))
                    process.Signal(SweepProcess.Kill);
                var end = await process.EndAsync();
                stopped = end.ExitCode == SweepProcess.Killed;
                if (!stopped)
                    Assert.Equal(whole, end.Digest());
                else if (await LeftRecord.CountAsync(_folder, store, "SELECT count(*) FROM checkpoints") > 0)
                    saved++;
                kills += stopped ? 1 : 0;
            }
            while (stopped);
        }

        Assert.True(saved > 0, $"none of {kills} kills left a checkpoint");
    }

    [Fact]
    public async Task Killed_while_an_older_record_is_brought_up_to_date_its_sweep_goes_on_to_the_digest_of_one_that_never_stopped()
    {
        _folder.Write("quick.yaml", Quick);
        var whole = (await SweepProcess.RunAsync(_folder, "run", "quick.yaml", "--json", "--quiet", "--store", "whole.db")).Digest();
        foreach (var version in new[] { 1, 2 })
            await LeftRecord.MakeOldAsync(_folder, "whole.db", $"version{version}.db", version);
        File.Copy(Path.Combine(_folder.Path, "version1.db"), Path.Combine(_folder.Path, "undisturbed.db"));
        var clock = Stopwatch.StartNew();
        TimeSpan late;
        using (var process = SweepProcess.Start(_folder, "resume", "quick", "--json", "--store", "undisturbed.db"))
        {
            await process.SeeErrorAsync("trials,");
            late = clock.Elapsed;
            Assert.Equal(whole, (await process.EndAsync()).Digest());
        }

        // A kill that came before the migration moves the next one later, one that came after it earlier: kills close in on it.
        // The far end gives way too, for a machine that grows slower or faster. At the first moment there is not even a runtime.
        var (early, moment) = (TimeSpan.Zero, TimeSpan.Zero);
        var moments = RandomKey.For(seed: 20260503, replicate: 0).Sequence(RandomUse.Design);
        var left = new List<(int From, long To)>();
        while (left.Count < KillsInMigrations)
        {
            var version = 1 + left.Count % 2;
            var store = $"{left.Count}.db";
            File.Copy(Path.Combine(_folder.Path, $"version{version}.db"), Path.Combine(_folder.Path, store));
            using (var process = SweepProcess.Start(_folder, "resume", "quick", "--json", "--store", store))
            {
                await process.EndsWithinAsync(moment);
                process.Signal(SweepProcess.Kill);
                await process.EndAsync();
            }

            var kill = (From: version, To: await LeftRecord.CountAsync(_folder, store, "PRAGMA user_version"));
            left.Add(kill);
            Assert.Equal(whole, (await SweepProcess.RunAsync(_folder, "resume", "quick", "--json", "--quiet", "--store", store)).Digest());
            var give = (late - early) / 4;
            (early, late) = kill.To == kill.From ? (moment, late + give) : (early > give ? early - give : TimeSpan.Zero, moment);
            moment = early + ((late - early) * (0.25 + (0.5 * moments.NextBelow(1_000) / 1_000)));
        }

        Assert.All(left, kill => Assert.InRange(kill.To, kill.From, 3));
        Assert.Contains(left, kill => kill.To == kill.From);
        Assert.Contains(left, kill => kill.To > kill.From);
    }

    /// <summary>Goes on with the record's sweep, or begins it where no process lived long enough to do so.</summary>
    private async Task<SweepProcess> StartAsync(string store, bool begun, params string[] options)
    {
        if (!begun && File.Exists(Path.Combine(_folder.Path, store)))
        {
            var listed = await SweepProcess.RunAsync(_folder, "list", "--json", "--store", store);
            begun = listed.ExitCode == 0 && listed.Json().GetArrayLength() > 0;
            if (listed.ExitCode != 0)
                Assert.Contains("is empty: no sweep was ever run into it", listed.Error, StringComparison.Ordinal);
        }

        var (verb, what) = begun ? ("resume", "quick") : ("run", "quick.yaml");
        return SweepProcess.Start(_folder, [verb, what, "--json", "--store", store, .. options]);
    }
}
