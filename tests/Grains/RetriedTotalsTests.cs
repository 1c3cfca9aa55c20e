using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Telemetry;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>Live totals of sweeps of which results were withdrawn by a retry: they are those that the record gives.</summary>
public sealed class RetriedTotalsTests : IAsyncDisposable
{
    private readonly TestSweep _sweep = new();
    private readonly MemorySweepStore _store = new();
    private readonly FakeTrainer _trainer;
    private bool _mended;

    public RetriedTotalsTests()
        => _trainer = new(_sweep)
        {
            // Both keep one epoch in the record.
            BeforeEpoch = epoch =>
            {
                if (!_mended && epoch is { Trial: 4 or 9, Epoch: 2 })
                    throw new InvalidOperationException("the training broke");
            },
        };

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_retried_trial_is_counted_once()
    {
        await using var silo = await FailedAsync();
        await RetryAsync(withdrawn: 2);
        await silo.RunSweepAsync();
        var live = await silo.FlushedTotalsAsync();
        Assert.Equal((12, 24), (live.Finished, live.Epochs));
        Assert.Equal(2 * 12, live.Levels.Sum(level => level.Finished));
        SameTotals.Assert(await RebuiltAsync(), live);
    }

    [Fact]
    public async Task A_retried_trial_that_fails_again_is_counted_once()
    {
        await using var silo = await FailedAsync();
        await RetryAsync(withdrawn: 2, mended: false);
        await silo.RunSweepAsync();
        var live = await silo.FlushedTotalsAsync();
        Assert.Equal((12, 22), (live.Finished, live.Epochs));
        SameTotals.Assert(await RebuiltAsync(), live);
    }

    [Fact]
    public async Task A_withdrawn_result_is_counted_no_more_before_its_trial_runs_again()
    {
        await using var silo = await FailedAsync();
        await RetryAsync(withdrawn: 2);
        var live = await silo.FlushedTotalsAsync();
        Assert.Equal((10, 20), (live.Finished, live.Epochs));
        SameTotals.Assert(await RebuiltAsync(), live);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_trial_that_another_silo_retried_is_counted_once_though_the_first_one_still_sends_it(bool sentBefore)
    {
        await using var first = await FailedAsync(sent: sentBefore);
        await RetryAsync(withdrawn: 2);
        await using var second = await TestSilo.StartAsync(_store, _trainer, name: "second");
        await second.RunSweepAsync();
        await Waits.Within(second.Hub.FlushAsync(first.Grains), "the telemetry to be sent");
        var live = await first.FlushedTotalsAsync();
        Assert.Equal((12, 24), (live.Finished, live.Epochs));
        SameTotals.Assert(await RebuiltAsync(), live);
    }

    [Fact]
    public async Task A_trial_that_a_person_stopped_is_counted_once_when_a_retry_has_run_it_again()
    {
        _trainer.BeforeEpoch = epoch =>
        {
            if (!_mended && epoch is { Trial: > 1 } or { Trial: 1, Epoch: 2 })
                epoch.Cancellation.WaitHandle.WaitOne();
        };
        await _sweep.AddTo(_store);
        await using var silo = await TestSilo.StartAsync(_store, _trainer);
        await silo.StartSweepAsync();
        await Waits.Until(
            async () => (await TestSweep.EpochsOf(_store, 1)).Count == 1 && (await TestSweep.RowsOf(_store))[0].Finished is not null,
            "the end of trial 0 and an epoch of trial 1");
        await silo.CancelSweepAsync();
        var stopped = await silo.FlushedTotalsAsync();
        Assert.Equal((2, 3), (stopped.Finished, stopped.Epochs));
        SameTotals.Assert(await RebuiltAsync(), stopped);
        await RetryAsync(withdrawn: 1);
        await silo.RunSweepAsync();
        var live = await silo.FlushedTotalsAsync();
        Assert.Equal((12, 24), (live.Finished, live.Epochs));
        SameTotals.Assert(await RebuiltAsync(), live);
    }

    [Fact]
    public void More_results_than_are_kept_by_themselves_are_added_up()
    {
        var sweep = new TestSweep(replicates: 200);
        var totals = new InstanceTotals(sweep.Plan);
        for (var index = 0; index < sweep.Trials; index++)
            totals.Add(sweep.Plan.Trial(index), 1, new() { Outcome = TrialOutcome.Failed }, new());
        var snapshot = totals.Build("a", 1);
        Assert.Equal((InstanceTotals.Most, sweep.Trials - InstanceTotals.Most), (snapshot.Loose.Length, snapshot.Totals.Finished));
    }

    private async Task<TestSilo> FailedAsync(bool sent = true)
    {
        await _sweep.AddTo(_store);
        var silo = await TestSilo.StartAsync(_store, _trainer);
        await silo.RunSweepAsync();
        if (sent)
            Assert.Equal(12, (await silo.FlushedTotalsAsync()).Finished);
        return silo;
    }

    private async Task RetryAsync(int withdrawn, bool mended = true)
    {
        _mended = mended;
        Assert.Equal(withdrawn, await _store.RetryFailedAsync(TestSweep.Id, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken));
    }

    private async Task<SweepTotals> RebuiltAsync()
    {
        await using var silo = await TestSilo.StartAsync(_store, _trainer, name: "rebuilder");
        return await silo.TotalsAsync();
    }
}
