using System.Globalization;
using Sweep.Core.Randomness;
using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

/// <summary>What a process that is killed leaves behind.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Kills = 10;

    private readonly TemporaryFolder _folder = new();

    private string RecordPath => _folder.File("sweeps.db");

    // Most kills hit a checkpoint that is being written: its bytes are most of what is written.
    [Fact]
    public async Task Everything_acknowledged_is_there_after_each_kill()
    {
        var random = RandomKey.For(20260301, 0).Sequence(RandomUse.Shuffle);
        var claims = new Dictionary<long, int>();
        var epochs = new Dictionary<long, HashSet<int>>();
        var checkpoints = new Dictionary<long, int>();
        var results = new Dictionary<long, string>();
        var resumed = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var child = WriterProcess.Start(RecordPath);
            // Some are killed while they create or check the record, most in the midst of commits and checkpoints.
            var lines = new List<string>();
            for (var wait = kill % 4 == 0 ? 1 : 1 + random.NextBelow(2000); wait > 0; wait--)
                lines.Add(await child.ReadAsync() ?? throw new InvalidOperationException("The writer ended by itself."));
            lines.AddRange(await child.KillAsync());
            foreach (var line in lines)
                Note(line, claims, epochs, checkpoints, results);

            await using var store = await SqliteSweepStore.OpenAsync(RecordPath, StoreAccess.ReadWrite, TimeProvider.System);
            await CheckAsync(store, claims, epochs, results);
            resumed += await ResumeAsync(store, claims, epochs, checkpoints, results);
        }

        Assert.True(resumed > 0, "No checkpoint was left by a kill: nothing was tested.");

        Assert.True(results.Count > 100, $"Only {results.Count} results were written: nothing was tested.");
    }

    [Fact]
    public async Task While_one_process_writes_a_second_is_told_so_and_may_read()
    {
        using var child = WriterProcess.Start(RecordPath);
        while (await child.ReadAsync() is { } line && !line.StartsWith("result", StringComparison.Ordinal))
        {
        }

        var exception = await Assert.ThrowsAsync<StoreException>(() => SqliteSweepStore.OpenAsync(RecordPath, StoreAccess.ReadWrite, TimeProvider.System));
        Assert.Contains(FormattableString.Invariant($"is being written by another process (process {child.Id} on "), exception.Message, StringComparison.Ordinal);

        await using (var reader = await SqliteSweepStore.OpenAsync(RecordPath, StoreAccess.Read, TimeProvider.System))
        {
            Assert.NotEqual(0, (await reader.CountAsync(WriterProcess.Sweep)).Finished);
            Assert.NotEmpty(await reader.ReadEpochsAsync(WriterProcess.Sweep, 0).ToListAsync());
        }

        await child.KillAsync();
        await using var heir = await SqliteSweepStore.OpenAsync(RecordPath, StoreAccess.ReadWrite, TimeProvider.System);
        Assert.NotEqual(0, (await heir.CountAsync(WriterProcess.Sweep)).Finished);
    }

    public void Dispose() => _folder.Dispose();

    private static void Note(
        string line, Dictionary<long, int> claims, Dictionary<long, HashSet<int>> epochs, Dictionary<long, int> checkpoints, Dictionary<long, string> results)
    {
        if (line.Split(' ') is not [var kind, var number, var what])
            return;
        var trial = long.Parse(number, CultureInfo.InvariantCulture);
        switch (kind)
        {
            case "claim":
                var (attempt, behind) = what.Split('+') is [var a, var b]
                    ? (int.Parse(a, CultureInfo.InvariantCulture), int.Parse(b, CultureInfo.InvariantCulture))
                    : throw new FormatException(line);
                Assert.True(behind >= checkpoints.GetValueOrDefault(trial), $"Trial {trial} went on at epoch {behind}; {checkpoints.GetValueOrDefault(trial)} were saved.");
                claims[trial] = attempt;
                checkpoints[trial] = behind;
                epochs[trial] = [.. Enumerable.Range(1, behind)];
                break;
            case "checkpoint":
                checkpoints[trial] = int.Parse(what, CultureInfo.InvariantCulture);
                break;
            case "epoch":
                Assert.True(epochs[trial].Add(int.Parse(what, CultureInfo.InvariantCulture)));
                break;
            default:
                Assert.True(results.TryAdd(trial, what), $"Trial {trial} was finished twice.");
                break;
        }
    }

    /// <summary>Claims what the killed process had begun: it goes on at the newest checkpoint that was acknowledged, or at one after it.</summary>
    private static async Task<int> ResumeAsync(
        SqliteSweepStore store, Dictionary<long, int> claims, Dictionary<long, HashSet<int>> epochs, Dictionary<long, int> checkpoints, Dictionary<long, string> results)
    {
        var resumed = 0;
        foreach (var trial in claims.Keys.Where(t => !results.ContainsKey(t)))
        {
            var claim = await store.ClaimAsync(WriterProcess.Sweep, trial, "heir", Sample.Time);
            if (claim.Outcome == ClaimOutcome.Finished)
                continue;
            Assert.Equal(ClaimOutcome.Claimed, claim.Outcome);
            var behind = claim.Checkpoint?.Epochs ?? 0;
            Assert.True(behind >= checkpoints.GetValueOrDefault(trial), $"Trial {trial} has a checkpoint of {behind} epochs; {checkpoints.GetValueOrDefault(trial)} were acknowledged.");
            if (claim.Checkpoint is { } checkpoint)
                Assert.Equal(WriterProcess.State(trial, behind), checkpoint.State.AsSpan());
            var kept = (await store.ReadEpochsAsync(WriterProcess.Sweep, trial).ToListAsync()).Select(e => e.Epoch.Epoch);
            Assert.Equal(Enumerable.Range(1, behind), kept);
            (claims[trial], checkpoints[trial], epochs[trial]) = (claim.Attempt, behind, [.. Enumerable.Range(1, behind)]);
            resumed += behind > 0 ? 1 : 0;
        }

        return resumed;
    }

    private static async Task CheckAsync(
        SqliteSweepStore store, Dictionary<long, int> claims, Dictionary<long, HashSet<int>> epochs, Dictionary<long, string> results)
    {
        if (await store.FindAsync(WriterProcess.Sweep) is null)
        {
            Assert.Empty(claims);
            return;
        }

        var trials = (await store.ReadTrialsAsync(WriterProcess.Sweep).ToListAsync()).ToDictionary(t => t.Index);
        var rows = (await store.ReadEpochsAsync(WriterProcess.Sweep).ToListAsync()).ToLookup(e => e.Trial, e => e.Epoch.Epoch);
        foreach (var (trial, attempt) in claims)
        {
            Assert.True(trials[trial].Attempt >= attempt, $"Trial {trial} is at attempt {trials[trial].Attempt}; {attempt} was acknowledged.");
            // A claim that was committed but not acknowledged any more drops the epochs before it.
            if (trials[trial].Attempt == attempt)
                Assert.Subset(rows[trial].ToHashSet(), epochs[trial]);
        }

        Assert.All(results, r => Assert.Equal(r.Value, trials[r.Key].Finished?.Digest));
        Assert.All(trials.Values.Where(t => t.Finished is not null), t => Assert.Equal([1, 2, 3], rows[t.Index]));
        var finished = trials.Values.Count(t => t.Finished is { Result.Outcome: TrialOutcome.Completed });
        Assert.Equal(new TrialCounts(finished, 0, 0, 0, trials.Count - finished), await store.CountAsync(WriterProcess.Sweep));
    }
}
