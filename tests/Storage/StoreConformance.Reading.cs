using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

public abstract partial class StoreConformance
{
    public static TheoryData<double> Doubles => new(
        0.0, -0.0, 1.0, -1.0, 1e15, 9007199254740993.0, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN, 0.1, 1.0 / 3, BitConverter.Int64BitsToDouble(0x0008_0000_0000_0001));

    [Theory]
    [MemberData(nameof(Doubles))]
    public async Task A_double_comes_back_to_the_bit(double value)
    {
        await Store.ClaimAsync("s", 1, "o", Now);
        await Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1) with { TrainLoss = value, TrainScore = value, ValidationLoss = value, ValidationScore = value, LearningRate = value }]);
        var finished = Sample.Finished();
        await Store.FinishAsync("s", 1, 1, finished with
        {
            Seconds = value,
            Result = finished.Result with { TrainLoss = value, TrainScore = value, ValidationLoss = value, ValidationScore = value, TestLoss = value, TestScore = value },
        });
        var epoch = Assert.Single(await Store.ReadEpochsAsync("s").ToListAsync()).Epoch;
        var trial = Assert.Single(await Store.ReadTrialsAsync("s").ToListAsync()).Finished!;
        double[] read =
        [
            epoch.TrainLoss, epoch.TrainScore, epoch.ValidationLoss, epoch.ValidationScore, epoch.LearningRate, trial.Seconds,
            trial.Result.TrainLoss, trial.Result.TrainScore, trial.Result.ValidationLoss, trial.Result.ValidationScore, trial.Result.TestLoss, trial.Result.TestScore,
        ];
        Assert.All(read, r => Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(r)));
    }

    [Fact]
    public async Task Epochs_come_by_trial_and_epoch_whatever_the_order_of_writing()
    {
        await Store.ClaimAsync("s", 9, "o", Now);
        await Store.ClaimAsync("s", 2, "o", Now);
        await Store.AppendEpochsAsync("s", 9, 1, [Sample.Epoch(3), Sample.Epoch(1)]);
        await Store.AppendEpochsAsync("s", 2, 1, [Sample.Epoch(10)]);
        await Store.AppendEpochsAsync("s", 2, 1, [Sample.Epoch(9)]);
        await Store.AppendEpochsAsync("s", 9, 1, [Sample.Epoch(2)]);
        Assert.Equal([(2, 9), (2, 10), (9, 1), (9, 2), (9, 3)], await EpochPlacesAsync("s"));
        Assert.Equal([(9, 1), (9, 2), (9, 3)], await EpochPlacesAsync("s", 9));
        Assert.Empty(await EpochPlacesAsync("s", 5));
    }

    [Fact]
    public async Task An_epoch_that_comes_twice_stands_once()
    {
        await Store.ClaimAsync("s", 1, "o", Now);
        await Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1), Sample.Epoch(2)]);
        Assert.True(await Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(2), Sample.Epoch(3)]));
        Assert.Equal([(1, 1), (1, 2), (1, 3)], await EpochPlacesAsync("s"));
    }

    [Fact]
    public async Task An_epoch_comes_back_with_its_layers()
    {
        var epoch = Sample.Epoch(4, 0.25, Sample.Layer(1), new LayerReport { Layer = 2 });
        await Store.ClaimAsync("s", 1, "o", Now);
        await Store.AppendEpochsAsync("s", 1, 1, [epoch]);
        var row = Assert.Single(await Store.ReadEpochsAsync("s").ToListAsync());
        Assert.Equal(1, row.Trial);
        Assert.Equal(epoch with { Layers = [] }, row.Epoch with { Layers = [] });
        Assert.Equal(LayerTelemetryCodec.Encode(epoch.Layers), LayerTelemetryCodec.Encode(row.Epoch.Layers));
    }

    [Fact]
    public async Task A_large_sweep_is_read_whole_and_in_order()
    {
        // More than two pages, of which none ends where a trial does.
        const int trials = 1301;
        await Task.WhenAll(Enumerable.Range(0, trials).Reverse().Select(async i =>
        {
            var trial = i * 3L;
            await Store.ClaimAsync("s", trial, "o", Now);
            await Store.AppendEpochsAsync("s", trial, 1, [Sample.Epoch(1), Sample.Epoch(2), Sample.Epoch(3)]);
            if (i % 2 == 0)
                await Store.FinishAsync("s", trial, 1, Sample.Finished());
        }));
        var all = Enumerable.Range(0, trials).Select(i => i * 3L).ToList();
        Assert.Equal(all, (await Store.ReadTrialsAsync("s").ToListAsync()).Select(t => t.Index));
        Assert.Equal(all.Where(t => t >= 1000), (await Store.ReadTrialsAsync("s", 1000).ToListAsync()).Select(t => t.Index));
        Assert.Equal(all.Where(t => t % 2 == 0), await Store.ReadFinishedIndicesAsync("s").ToListAsync());
        Assert.Equal(all.SelectMany(t => Enumerable.Range(1, 3).Select(e => (t, e))), await EpochPlacesAsync("s"));
        Assert.Equal(new TrialCounts(651, 0, 0, 0, 650), await Store.CountAsync("s"));
    }

    [Fact]
    public async Task Of_many_that_finish_one_trial_one_wins()
    {
        for (var trial = 0; trial < 20; trial++)
        {
            await Store.ClaimAsync("s", trial, "o", Now);
            var index = trial;
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Store.FinishAsync("s", index, 1, Sample.Finished(digest: $"{i}")))));
            var row = Assert.Single(await Store.ReadTrialsAsync("s", trial).ToListAsync());
            Assert.Equal(row.Finished!.Digest, Assert.Single(answers.Index(), a => a.Item).Index.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal(20 * 7, Store.StaleWritesRefused);
        Assert.Equal(new TrialCounts(20, 0, 0, 0, 0), await Store.CountAsync("s"));
    }

    [Fact]
    public async Task Claimers_and_finishers_racing_leave_one_result_of_the_newest_attempt()
    {
        var accepted = new int[10];
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            var trial = i % 10;
            var claim = await Store.ClaimAsync("s", trial, "o", Now);
            if (claim.Outcome == ClaimOutcome.Finished)
                return;
            await Store.AppendEpochsAsync("s", trial, claim.Attempt, [Sample.Epoch(claim.Attempt)]);
            if (await Store.FinishAsync("s", trial, claim.Attempt, Sample.Finished(digest: $"{claim.Attempt}")))
                Interlocked.Increment(ref accepted[trial]);
        })));
        Assert.All(accepted, a => Assert.Equal(1, a));
        var rows = await Store.ReadTrialsAsync("s").ToListAsync();
        Assert.All(rows, r => Assert.Equal($"{r.Attempt}", r.Finished!.Digest));
        Assert.Equal(rows.Select(r => (r.Index, r.Attempt)), await EpochPlacesAsync("s"));
    }

    [Fact]
    public async Task A_write_cancelled_before_it_begins_leaves_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ClaimAsync("s", 1, "o", Now, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CreateAsync(Sample.Sweep("c"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.FindAsync("s", cancelled.Token));
        Assert.Empty(await Store.ReadTrialsAsync("s").ToListAsync());
        Assert.Null(await Store.FindAsync("c"));
    }

    [Fact]
    public async Task Reading_ends_where_it_is_cancelled()
    {
        for (var trial = 0; trial < 5; trial++)
            await Store.ClaimAsync("s", trial, "o", Now);
        using var source = new CancellationTokenSource();
        var read = new List<long>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var row in Store.ReadTrialsAsync("s", 0, source.Token))
            {
                read.Add(row.Index);
                if (row.Index == 2)
                    await source.CancelAsync();
            }
        });
        Assert.Equal([0, 1, 2], read);
    }

    [Fact]
    public async Task Impossible_arguments_are_refused_before_anything_is_written()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ClaimAsync("s", -1, "o", Now));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.AppendEpochsAsync("s", 0, 1, [Sample.Epoch(1) with { Epoch = 0 }]));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.FinishAsync("s", 0, 1, Sample.Finished((TrialOutcome)9)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.SetStateAsync("s", (SweepState)9, Now));
        Assert.Empty(await Store.ReadTrialsAsync("s").ToListAsync());
    }
}
