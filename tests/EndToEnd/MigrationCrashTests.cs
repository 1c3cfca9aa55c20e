using System.Diagnostics;
using Sweep.Core.Randomness;

namespace Sweep.EndToEnd.Tests;

/// <summary>Sweeps whose process is killed while it brings their record up to date, 12 times.</summary>
public sealed class MigrationCrashTests : IDisposable
{
    private const int Kills = 12;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_while_an_older_record_is_brought_up_to_date_its_sweep_goes_on_to_the_digest_of_one_that_never_stopped()
    {
        _folder.Write("quick.yaml", Crashes.Quick);
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
        while (left.Count < Kills)
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
            // As long as none came after it, the machine may have become far slower since the time was taken.
            var give = left.Exists(kill => kill.To > kill.From) ? (late - early) / 4 : late - early;
            (early, late) = kill.To == kill.From ? (moment, late + give) : (early > give ? early - give : TimeSpan.Zero, moment);
            moment = early + ((late - early) * (0.25 + (0.5 * moments.NextBelow(1_000) / 1_000)));
        }

        Assert.All(left, kill => Assert.InRange(kill.To, kill.From, 3));
        Assert.Contains(left, kill => kill.To == kill.From);
        Assert.Contains(left, kill => kill.To > kill.From);
    }
}
