using System.Diagnostics;
using Sweep.Core.Randomness;

namespace Sweep.EndToEnd.Tests;

/// <summary>Sweeps whose process is killed (SIGKILL) at random moments, 20 times, each followed by a process that goes on.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Kills = 20;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_any_moment_of_its_process_a_sweep_goes_on_to_the_digest_of_one_that_never_stopped()
    {
        _folder.Write("quick.yaml", Crashes.Quick);
        var clock = Stopwatch.StartNew();
        var whole = (await SweepProcess.RunAsync(_folder, "run", "quick.yaml", "--json", "--quiet", "--store", "whole.db")).Digest();
        var length = clock.Elapsed;
        var moments = RandomKey.For(seed: 20260501, replicate: 0).Sequence(RandomUse.Design);
        var kills = 0;
        for (var sweep = 0; kills < Kills; sweep++)
        {
            var (begun, stopped) = (false, false);
            do
            {
                using var process = await Crashes.StartAsync(_folder, $"{sweep}.db", begun);
                // Every other kill falls after the start of the process, in which trials are claimed and trained.
                if (kills % 2 == 1)
                    await process.SeeErrorAsync("trials,");
                if (kills < Kills && !await process.EndsWithinAsync(length * (moments.NextBelow(1_000) / 1_000.0)))
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
}
