using System.Globalization;
using Sweep.Core.Results;
using Sweep.Storage;

namespace Sweep.Store.Bench;

/// <summary>How many trials and epoch rows a second the SQLite record takes, each acknowledged only when it is on disk.</summary>
internal static class StoreBench
{
    private const string Sweep = "bench";
    private const int EpochsPerTrial = 10;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(int trials, int window, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("sweep-store-bench-");
        try
        {
            await using var store = await SqliteSweepStore.OpenAsync(Path.Combine(folder.FullName, "sweeps.db"), StoreAccess.ReadWrite, TimeProvider.System);
            var now = TimeProvider.System.GetUtcNow();
            await store.CreateAsync(new SweepRecord(Sweep, Sweep, "", "", "", trials, SweepState.Running, now, now, "bench"));

            Line(output, $"SQLite, WAL, synchronous FULL; {trials} trials, {window} in flight");
            for (var part = 0; part < 4; part++)
            {
                var first = trials / 4 * part;
                var count = part == 3 ? trials - first : trials / 4;
                await MeasureAsync($"trials claimed and finished, quarter {part + 1}", count, 1, store, output, () => InFlightAsync(first, count, window, i => TrialAsync(store, i)));
            }

            var rows = Math.Max(1, trials / EpochsPerTrial);
            await MeasureAsync("epoch rows, one a write", rows, EpochsPerTrial, store, output, () => InFlightAsync(trials, rows, window, i => EpochsAsync(store, i, 1)));
            await MeasureAsync("epoch rows, ten a write", rows, EpochsPerTrial, store, output, () => InFlightAsync(trials + rows, rows, window, i => EpochsAsync(store, i, EpochsPerTrial)));
            await MeasureAsync("trials read", trials + rows + rows, 1, store, output, async () =>
            {
                await foreach (var _ in store.ReadTrialsAsync(Sweep))
                {
                }
            });
            await MeasureAsync("epoch rows read", rows * 2, EpochsPerTrial, store, output, async () =>
            {
                await foreach (var _ in store.ReadEpochsAsync(Sweep))
                {
                }
            });
            await MeasureAsync("counts read", 1000, 1, store, output, async () =>
            {
                for (var i = 0; i < 1000; i++)
                    await store.CountAsync(Sweep);
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task TrialAsync(SqliteSweepStore store, long trial)
    {
        var claim = await store.ClaimAsync(Sweep, trial, "host/0", TimeProvider.System.GetUtcNow(), Lease);
        var result = new TrialResult
        {
            Outcome = TrialOutcome.Completed,
            End = TrainingEnd.Epochs,
            Epochs = 20,
            Steps = 680,
            Samples = 21_760,
            BestEpoch = 17,
            TrainLoss = 0.1,
            TrainScore = 0.9,
            ValidationLoss = 0.2,
            ValidationScore = 0.8,
            TestLoss = 0.3,
            TestScore = 0.7,
            WeightsHash = new string('a', 64),
        };
        var finished = new FinishedTrial(result, new string('b', 64), TimeProvider.System.GetUtcNow(), 0.25, "host/0");
        if (!await store.FinishAsync(Sweep, trial, claim.Attempt, finished))
            throw new InvalidOperationException($"Trial {trial} was refused.");
    }

    private static async Task EpochsAsync(SqliteSweepStore store, long trial, int perWrite)
    {
        var claim = await store.ClaimAsync(Sweep, trial, "host/0", TimeProvider.System.GetUtcNow(), Lease);
        foreach (var epochs in Enumerable.Range(1, EpochsPerTrial).Select(Epoch).Chunk(perWrite))
        {
            if (!await store.AppendEpochsAsync(Sweep, trial, claim.Attempt, epochs))
                throw new InvalidOperationException($"Epochs of trial {trial} were refused.");
        }
    }

    private static EpochReport Epoch(int epoch) => new()
    {
        Epoch = epoch,
        Steps = epoch * 34,
        TrainLoss = 1.0 / epoch,
        TrainScore = 0.9,
        ValidationLoss = 1.1 / epoch,
        ValidationScore = 0.8,
        LearningRate = 0.01,
        Layers = [new() { Layer = 1 }, new() { Layer = 2 }, new() { Layer = 3 }, new() { Layer = 4 }],
    };

    private static async Task InFlightAsync(long first, int count, int window, Func<long, Task> work)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, window).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                await work(first + i);
        })));
    }

    private static async Task MeasureAsync(string what, int count, int each, SqliteSweepStore store, TextWriter output, Func<Task> work)
    {
        var time = TimeProvider.System;
        var (commits, operations, busy) = (store.Statistics.Commits, store.Statistics.Operations, store.Statistics.CommitTime);
        var start = time.GetTimestamp();
        await work();
        var seconds = time.GetElapsedTime(start).TotalSeconds;
        commits = store.Statistics.Commits - commits;
        var group = commits == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"   {(store.Statistics.Operations - operations) / (double)commits,6:0.0} writes a commit, {(store.Statistics.CommitTime - busy).TotalMilliseconds / commits:0.00} ms each");
        Line(output, $"{what,-40} {(double)count * each / seconds,10:0}/s{group}");
    }

    private static void Line(TextWriter output, FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
