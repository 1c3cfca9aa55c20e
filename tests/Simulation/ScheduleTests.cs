using System.Globalization;
using Sweep.Simulation.Tests.Running;
using Sweep.Storage;

namespace Sweep.Simulation.Tests;

/// <summary>The product's grains keep their promises in every schedule.</summary>
public sealed class ScheduleTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Two_thousand_schedules_hold_on_one_thread_each()
    {
        var (exitCode, told) = await SimulationProcess.RunAsync("--seeds", "2000", "--threads", "2");
        output.WriteLine(told);
        Assert.True(exitCode == 0, told);
        Assert.Contains("2000 schedules, 0 failed", told, StringComparison.Ordinal);
        Assert.Contains("0 work items on the thread pool", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_gives_the_same_trace_again_and_in_another_process()
    {
        const int Schedules = 60;
        var first = HashOf(Schedules, threads: 1);
        Assert.Equal(first, HashOf(Schedules, threads: 2));
        var (_, told) = await SimulationProcess.RunAsync("--seeds", Schedules.ToString(CultureInfo.InvariantCulture));
        Assert.Contains($"trace hash {first:x16}", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_seeds_give_other_traces()
    {
        var hashes = Enumerable.Range(1, 20).Select(seed => OnThread(() => SimulationRun.Of((ulong)seed)).Hash);
        Assert.Equal(20, hashes.Distinct().Count());
    }

    [Fact]
    public void A_trace_has_a_line_for_each_event_and_does_not_change_the_run()
    {
        var lines = new List<string>();
        var traced = OnThread(() => SimulationRun.Of(17, trace: lines.Add));
        Assert.Equal(OnThread(() => SimulationRun.Of(17)).Hash, traced.Hash);
        var events = lines.Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line.Contains('.', StringComparison.Ordinal) && !line.Contains(" s, then ", StringComparison.Ordinal)).ToList();
        Assert.Equal(traced.Events, events.Count);
        Assert.All(lines, line => Assert.DoesNotContain('\n', line));
        Assert.Contains(lines, line => line.Contains("record trial 0 claim by ", StringComparison.Ordinal));
    }

    [Fact]
    public void Schedules_hold_over_the_record_on_disk()
    {
        var folder = Directory.CreateTempSubdirectory("sweep-simulation-");
        try
        {
            for (var seed = 1UL; seed <= 25; seed++)
            {
                var path = Path.Combine(folder.FullName, $"{seed}.db");
                var setup = SimulationSetup.Shared with
                {
                    Store = time => SqliteSweepStore.OpenAsync(path, StoreAccess.ReadWrite, time).GetAwaiter().GetResult(),
                };
                var outcome = OnThread(() => SimulationRun.Of(seed, setup));
                Assert.True(outcome.Holds, $"{outcome.Replay}: {string.Join(Environment.NewLine, outcome.Problems)}");
                Assert.Equal(OnThread(() => SimulationRun.Of(seed)).Hash, outcome.Hash);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A simulation's thread is its own, so that what leaves it is seen.
    internal static T OnThread<T>(Func<T> run)
    {
        T result = default!;
        var thread = new Thread(() => result = run());
        thread.Start();
        thread.Join();
        return result;
    }

    private static ulong HashOf(ulong schedules, int threads)
    {
        var batch = new Batch(SimulationSetup.Shared);
        batch.Run(1, schedules, threads, _ => { });
        return batch.Hash;
    }
}
