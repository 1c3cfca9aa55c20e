using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>Sweeps that a person ends or pauses, through the grain or through the record.</summary>
public sealed class CancelTests : IDisposable
{
    // A training that is saved is asked back at its epoch's end, so that a pause lasts until then.
    private readonly TestSweep _sweep = new(epochs: 4, checkpoint: "{}");
    private readonly SteeredStore _store = new(new MemorySweepStore());
    private readonly Doors _doors = new();
    private readonly FakeTrainer _trainer;

    public CancelTests()
        => _trainer = new(_sweep)
        {
            // Trial 1 has two epochs in the record when it comes to its third, and stays there; those behind it come to none.
            BeforeEpoch = epoch =>
            {
                if (epoch.Trial == 0)
                    _doors.Wait(epoch);
                if (epoch is { Trial: 1, Epoch: 3 } or { Trial: > 1 })
                {
                    _doors.Announce(epoch);
                    epoch.Cancellation.WaitHandle.WaitOne();
                }
            },
        };

    public void Dispose() => _doors.Dispose();

    [Fact]
    public async Task Cancelled_sweep_keeps_its_results_stops_what_runs_with_its_epochs_and_never_runs_the_rest()
    {
        await using var silo = await StartAsync();
        var status = await silo.CancelSweepAsync();
        Assert.Equal(new(SweepPhase.Cancelled, 12, 1, 0, 0, 1, 0, null), status);
        Assert.Equal(status, await silo.CancelSweepAsync());
        Assert.Equal(status, await silo.PauseSweepAsync());
        Assert.Equal(SweepState.Cancelled, await TestSweep.StateOf(_store));
        await AssertStopped();
        Assert.Equal((0, 0), (silo.Pool.Busy, silo.Pool.Queued));
        Assert.Equal(0, silo.Leases.Count);
        // A worker that is set free may take up a trial of the window that has not heard yet; none beyond it.
        Assert.InRange(_trainer.Started.Count, 2, 4);
    }

    [Fact]
    public async Task Cancelled_sweep_stays_so_until_a_retry_and_then_ends_with_the_same_digest()
    {
        var whole = await _sweep.UndisturbedDigest();
        await using var silo = await StartAsync();
        var cancelled = await silo.CancelSweepAsync();
        Assert.Equal(cancelled, await silo.StartSweepAsync());
        await using var other = await TestSilo.StartAsync(_store, _trainer, name: "other");
        Assert.Equal(cancelled, await other.StartSweepAsync());
        Assert.Equal(1, await _store.RetryFailedAsync(TestSweep.Id, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken));
        _trainer.BeforeEpoch = _ => { };
        Assert.Equal(new(SweepPhase.Finished, 12, 12, 0, 0, 0, 0, null), await silo.RunSweepAsync());
        Assert.Equal(whole, await TestSweep.DigestOf(_store));
        await TestSweep.AssertWhole(_store);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Paused_sweep_can_be_cancelled_also_in_another_process(bool elsewhere)
    {
        await using var silo = await StartAsync();
        var pausing = silo.Sweep.PauseAsync();
        await silo.WhenAsync(SweepPhase.Pausing);
        await Waits.Within(silo.Trial(1).ReleaseAsync(), "the trial to be asked back");
        silo.Time.Advance(TimeSpan.FromSeconds(5));
        await Waits.Within(pausing, "the sweep to pause");
        await using var other = elsewhere ? await TestSilo.StartAsync(_store, _trainer, name: "other") : null;
        var status = await (other ?? silo).CancelSweepAsync();
        Assert.Equal(new(SweepPhase.Cancelled, 12, 1, 0, 0, 1, 0, null), status);
        Assert.Equal(SweepState.Cancelled, await TestSweep.StateOf(_store));
        await AssertStopped();
    }

    [Fact]
    public async Task Finished_sweep_is_not_cancelled_any_more()
    {
        _trainer.BeforeEpoch = _ => { };
        await _sweep.AddTo(_store);
        await using var silo = await TestSilo.StartAsync(_store, _trainer);
        var finished = await silo.RunSweepAsync();
        Assert.Equal(finished, await silo.CancelSweepAsync());
        await using var other = await TestSilo.StartAsync(_store, _trainer, name: "other");
        Assert.Equal(finished, await other.CancelSweepAsync());
        Assert.Equal(SweepState.Finished, await TestSweep.StateOf(_store));
    }

    [Fact]
    public async Task Cancellation_overtakes_a_pause_that_waits_for_an_epochs_end()
    {
        await using var silo = await StartAsync();
        var pausing = silo.Sweep.PauseAsync();
        await silo.WhenAsync(SweepPhase.Pausing);
        Assert.Equal(SweepPhase.Cancelled, (await silo.CancelSweepAsync()).Phase);
        Assert.Equal(SweepPhase.Cancelled, (await Waits.Within(pausing, "the pause to be answered")).Phase);
        await AssertStopped();
    }

    [Fact]
    public async Task Cancellation_overtakes_a_pause_that_is_in_the_record_but_not_answered()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reminders = new Reminders { BeforeUnregister = () => goOn.Task };
        await using var silo = await StartAsync(reminders);
        var pausing = silo.Sweep.PauseAsync();
        await silo.WhenAsync(SweepPhase.Pausing);
        await Waits.Within(silo.Trial(1).ReleaseAsync(), "the trial to be asked back");
        silo.Time.Advance(TimeSpan.FromSeconds(5));
        await reminders.WhenUnregistered;
        Assert.Equal(SweepState.Paused, await TestSweep.StateOf(_store));
        var cancelling = silo.Sweep.CancelAsync();
        await silo.WhenAsync(SweepPhase.Cancelling);
        goOn.SetResult();
        Assert.Equal(SweepPhase.Cancelled, (await Waits.Within(cancelling, "the sweep to be cancelled")).Phase);
        Assert.Equal(SweepPhase.Cancelled, (await Waits.Within(pausing, "the pause to be answered")).Phase);
        Assert.Equal(SweepState.Cancelled, await TestSweep.StateOf(_store));
        await AssertStopped();
    }

    [Theory]
    [InlineData(SweepRequest.Cancel, SweepPhase.Cancelled, SweepState.Cancelled)]
    [InlineData(SweepRequest.Pause, SweepPhase.Paused, SweepState.Paused)]
    public async Task What_the_record_asks_is_done_within_a_second_and_is_fulfilled_by_it(SweepRequest request, SweepPhase phase, SweepState state)
    {
        await using var silo = await StartAsync();
        await _store.RequestAsync(TestSweep.Id, request, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        silo.Time.Advance(TimeSpan.FromSeconds(1));
        await Waits.Until(async () => (await silo.StatusAsync()).Phase != SweepPhase.Running, "the request to be obeyed");
        await Waits.Within(silo.Trial(1).ReleaseAsync(), "the trial to be asked back");
        silo.Time.Advance(TimeSpan.FromSeconds(5));
        await silo.WhenAsync(phase);
        Assert.Equal(state, await TestSweep.StateOf(_store));
        Assert.Equal(SweepRequest.None, await _store.ReadRequestAsync(TestSweep.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Pause_asked_for_before_a_paused_sweep_is_resumed_is_withdrawn()
    {
        _trainer.BeforeEpoch = _ => { };
        await _sweep.AddTo(_store);
        await _store.SetStateAsync(TestSweep.Id, SweepState.Paused, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        await _store.RequestAsync(TestSweep.Id, SweepRequest.Pause, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        await using var silo = await TestSilo.StartAsync(_store, _trainer);
        Assert.Equal(12, (await silo.RunSweepAsync()).Completed);
    }

    [Fact]
    public async Task Record_that_cannot_say_what_is_asked_disturbs_nothing()
    {
        await using var silo = await StartAsync();
        _store.BeforeRead = _ => throw new StoreException("busy");
        silo.Time.Advance(TimeSpan.FromSeconds(1));
        await Waits.Until(() => _store.ReadsRefused > 0, "the record to be asked");
        _store.BeforeRead = _ => { };
        await _store.RequestAsync(TestSweep.Id, SweepRequest.Cancel, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        await silo.AdvanceUntil(async () => (await silo.StatusAsync()).Phase == SweepPhase.Cancelled, "the sweep to be cancelled");
        await AssertStopped();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancellation_whose_end_the_record_refused_is_fulfilled_by_whoever_starts_the_sweep_again(bool elsewhere)
    {
        await using var silo = await StartAsync();
        _store.FillUp(nameof(ISweepStore.SetStateAsync));
        var refused = await silo.CancelSweepAsync();
        Assert.Equal((SweepPhase.Paused, "the disk is full"), (refused.Phase, refused.Problem));
        Assert.Equal(SweepRequest.Cancel, await _store.ReadRequestAsync(TestSweep.Id, TestContext.Current.CancellationToken));
        _store.BeforeWrite = (_, _) => Task.CompletedTask;
        await using var other = elsewhere ? await TestSilo.StartAsync(_store, _trainer, name: "other") : null;
        Assert.Equal(new(SweepPhase.Cancelled, 12, 1, 0, 0, 1, 0, null), await (other ?? silo).StartSweepAsync());
        Assert.Equal(SweepState.Cancelled, await TestSweep.StateOf(_store));
        await AssertStopped();
    }

    [Fact]
    public async Task Sweep_that_is_cancelled_in_the_record_while_it_runs_stops_and_stays_cancelled()
    {
        await using var silo = await StartAsync();
        Assert.True(await _store.SetStateAsync(TestSweep.Id, SweepState.Cancelled, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken));
        await silo.AdvanceUntil(async () => (await silo.StatusAsync()).Phase == SweepPhase.Cancelled, "the sweep to stop");
        Assert.Equal(SweepState.Cancelled, await TestSweep.StateOf(_store));
        await AssertStopped();
    }

    private async Task<TestSilo> StartAsync(Reminders? reminders = null)
    {
        await _sweep.AddTo(_store);
        var silo = await TestSilo.StartAsync(_store, _trainer, reminders: reminders);
        await silo.StartSweepAsync();
        _doors.Open(0);
        await _doors.WhenAt(1);
        await Waits.Until(async () => (await TestSweep.EpochsOf(_store, 1)).Count == 2, "two epochs of trial 1");
        await Waits.Until(async () => (await silo.StatusAsync()).Completed == 1, "the result of trial 0");
        return silo;
    }

    private async Task AssertStopped()
    {
        var rows = await TestSweep.RowsOf(_store);
        Assert.Equal([0, 1], rows.Where(row => row.Finished is not null).Select(row => row.Index));
        var result = rows[1].Finished!.Result;
        Assert.Equal((TrialOutcome.Stopped, "by user", 2, 20L), (result.Outcome, result.Detail, result.Epochs, result.Steps));
        Assert.Equal(1.0 / 4, result.ValidationLoss);
        Assert.Equal([1, 2], await TestSweep.EpochsOf(_store, 1));
        Assert.All(await TestSweep.LeasesOf(_store), lease => Assert.False(lease.Live));
    }
}
