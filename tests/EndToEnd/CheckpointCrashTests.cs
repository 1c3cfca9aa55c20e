using System.Diagnostics;
using Sweep.Core.Randomness;

namespace Sweep.EndToEnd.Tests;

/// <summary>Sweeps whose process is killed while they save their trainings, 18 times.</summary>
public sealed class CheckpointCrashTests : IDisposable
{
    private const int Kills = 18;

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
        for (var sweep = 0; kills < Kills; sweep++)
        {
            var store = $"{sweep}.db";
            var (begun, stopped) = (false, false);
            do
            {
                using var process = await Crashes.StartAsync(_folder, store, begun, "--workers", "2");
                begun = true;
                await process.SeeErrorAsync("trials,");
                // Shorter than a whole training, so that it takes several kills and what each of them left.
                if (kills < Kills && !await process.EndsWithinAsync(length * (moments.NextBelow(1_000) / 1_500.0)))
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
}
