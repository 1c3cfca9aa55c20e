using Microsoft.Extensions.Logging.Abstractions;
using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Running;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>Leases that are renewed, lost and found.</summary>
public sealed class LeaseTests : IDisposable
{
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly TestSweep _sweep = new();
    private readonly ManualTime _time = new();
    private readonly SteeredStore _store;
    private readonly Doors _doors = new();

    public LeaseTests() => _store = new(new MemorySweepStore(_time));

    public void Dispose() => _doors.Dispose();

    [Fact]
    public async Task Leases_of_all_sweeps_are_renewed_by_one_write_a_period_and_outlast_their_time()
    {
        await _sweep.AddTo(_store);
        using var keeper = Keeper();
        for (var trial = 0; trial < 5; trial++)
            await HoldAsync(keeper, trial);
        for (var period = 1; period <= 6; period++)
        {
            _time.Advance(Renewal);
            await Waits.Until(() => _store.Renewals == period, "a renewal");
        }

        await keeper.WhenIdle();
        Assert.All(await TestSweep.LeasesOf(_store), lease => Assert.True(lease.Live));
        Assert.Equal(5, keeper.Count);
    }

    [Fact]
    public async Task Silo_that_holds_nothing_renews_nothing()
    {
        await _sweep.AddTo(_store);
        using var keeper = Keeper();
        (await HoldAsync(keeper, 0)).Drop();
        _time.Advance(Renewal);
        await keeper.WhenIdle();
        Assert.Equal((0, 0), (_store.Renewals, keeper.Count));
    }

    [Fact]
    public async Task Attempt_whose_lease_went_to_another_is_taken_back_and_no_other()
    {
        await _sweep.AddTo(_store);
        using var keeper = Keeper();
        var lost = new List<long>();
        for (var trial = 0; trial < 3; trial++)
            await HoldAsync(keeper, trial, lost);
        (await HoldAsync(keeper, 3, lost)).Settle();
        foreach (var trial in new[] { 1, 3 })
        {
            Assert.True(await _store.ReleaseAsync(TestSweep.Id, trial, 1));
            Assert.Equal(ClaimOutcome.Claimed, (await _store.ClaimAsync(TestSweep.Id, trial, "other", DateTimeOffset.UnixEpoch, Lease)).Outcome);
        }

        _time.Advance(Renewal);
        await Waits.Until(() => lost.Count > 0, "the loss to be found");
        await keeper.WhenIdle();
        Assert.Equal([1], lost);
    }

    [Fact]
    public async Task Attempts_are_taken_back_once_the_record_could_not_be_reached_for_as_long_as_a_lease_lasts()
    {
        await _sweep.AddTo(_store);
        using var keeper = Keeper();
        var lost = new List<long>();
        await HoldAsync(keeper, 0, lost);
        await HoldAsync(keeper, 1, lost);
        _store.FillUp(nameof(ISweepStore.RenewLeasesAsync));
        for (var period = 1; period <= 3; period++)
        {
            Assert.Empty(lost);
            _time.Advance(Renewal);
            await keeper.WhenIdle();
        }

        Assert.Equal([0, 1], lost);
    }

    [Fact]
    public async Task Lease_that_nobody_here_knows_is_given_back_at_the_second_look()
    {
        await _sweep.AddTo(_store);
        using var keeper = Keeper();
        await HoldAsync(keeper, 0);
        var claim = await _store.ClaimAsync(TestSweep.Id, 1, "silo", DateTimeOffset.UnixEpoch, Lease);
        _time.Advance(Renewal);
        await keeper.WhenIdle();
        Assert.All(await TestSweep.LeasesOf(_store), lease => Assert.True(lease.Live));
        _time.Advance(Renewal);
        await keeper.WhenIdle();
        Assert.Equal([new(0, 1, "silo", true), new(1, claim.Attempt, "silo", false)], await TestSweep.LeasesOf(_store));
        Assert.Equal(0, _store.StaleWritesRefused);
    }

    [Fact]
    public async Task Trial_that_another_silo_holds_is_left_alone_while_its_lease_lives_and_is_run_after()
    {
        var whole = await _sweep.UndisturbedDigest();
        await _sweep.AddTo(_store);
        Assert.Equal(ClaimOutcome.Claimed, (await _store.ClaimAsync(TestSweep.Id, 2, "lost", DateTimeOffset.UnixEpoch, Lease)).Outcome);
        var trainer = new FakeTrainer(_sweep);
        await using var silo = await TestSilo.StartAsync(_store, trainer, time: _time);
        await silo.StartSweepAsync();
        await Waits.Until(async () => await silo.StatusAsync() is { Completed: 11, InFlight: 1 }, "all others to finish");
        _time.Advance(TimeSpan.FromSeconds(5));
        await Waits.Within(silo.Trial(2).BeginAsync(), "the trial to be asked for in vain");
        Assert.Empty(trainer.KeysOf(2));
        await silo.AdvanceUntil(async () => (await silo.StatusAsync()).Phase == SweepPhase.Finished, "the sweep to finish");
        Assert.InRange(_time.GetTimestamp(), Lease.Ticks, long.MaxValue);
        Assert.Equal(2, (await TestSweep.RowsOf(_store))[2].Attempt);
        Assert.Equal(whole, await TestSweep.DigestOf(_store));
        await TestSweep.AssertWhole(_store);
    }

    [Fact]
    public async Task Lost_trial_is_begun_again_though_as_many_leases_live_as_trials_are_in_flight()
    {
        await _sweep.AddTo(_store);
        Assert.Equal(ClaimOutcome.Claimed, (await _store.ClaimAsync(TestSweep.Id, 11, "other", DateTimeOffset.UnixEpoch, Lease)).Outcome);
        var router = new LossyRouter();
        await using var silo = await TestSilo.StartAsync(_store, new FakeTrainer(_sweep) { BeforeEpoch = _doors.Wait }, change: router.Use, time: _time);
        router.LoseNext(nameof(ITrialGrain.BeginAsync));
        var starting = silo.Sweep.StartAsync();
        await router.WhenLost;
        await Waits.Until(async () => (await silo.StatusAsync()).InFlight == 3, "the window to fill");
        await silo.AdvanceUntil(async () => (await TestSweep.LeasesOf(_store)).Count(lease => lease.Live && lease.Owner == "silo") == 3, "the lost trial to be begun again");
        await silo.AdvanceUntil(() => starting.IsCompleted, "the start to be answered");
        Assert.Equal(3, (await silo.StatusAsync()).InFlight);
    }

    [Fact]
    public async Task Failures_count_over_restarts_and_the_result_names_every_cause()
    {
        var sweep = new TestSweep(maxAttempts: 3);
        await sweep.AddTo(_store);
        await using (var first = await TestSilo.StartAsync(_store, Breaking(sweep, "too hot", until: 3), name: "first", time: _time))
        {
            await first.StartSweepAsync();
            await _doors.WhenAt(4);
            await first.PauseSweepAsync();
        }

        var trainer = Breaking(sweep, "too cold", until: 100);
        await using var second = await TestSilo.StartAsync(_store, trainer, name: "second", time: _time);
        Assert.Equal(new(SweepPhase.Finished, 12, 11, 0, 1, 0, 0, null), await second.RunSweepAsync());
        Assert.Single(trainer.KeysOf(4));
        var row = (await TestSweep.RowsOf(_store))[4];
        Assert.Equal((TrialOutcome.Failed, "InvalidOperationException: too hot (attempts 1, 2); InvalidOperationException: too cold (attempt 4)"), (row.Finished!.Result.Outcome, row.Finished.Result.Detail));
    }

    [Fact]
    public async Task Trial_whose_last_failure_is_recorded_without_its_result_is_given_up_without_a_training()
    {
        var sweep = new TestSweep(maxAttempts: 1);
        await sweep.AddTo(_store);
        var claim = await _store.ClaimAsync(TestSweep.Id, 4, "lost", DateTimeOffset.UnixEpoch, Lease);
        Assert.True(await _store.RecordFailureAsync(TestSweep.Id, 4, claim.Attempt, new(claim.Attempt, DateTimeOffset.UnixEpoch, "lost/0", "out of memory")));
        var trainer = new FakeTrainer(sweep);
        await using var silo = await TestSilo.StartAsync(_store, trainer, time: _time);
        Assert.Equal(new(SweepPhase.Finished, 12, 11, 0, 1, 0, 0, null), await silo.RunSweepAsync());
        Assert.Empty(trainer.KeysOf(4));
        Assert.Equal("out of memory (attempt 1)", (await TestSweep.RowsOf(_store))[4].Finished!.Result.Detail);
    }

    private FakeTrainer Breaking(TestSweep sweep, string message, int until) => new(sweep)
    {
        BeforeEpoch = epoch =>
        {
            if (epoch.Trial != 4)
                return;
            if (epoch.Try < until)
                throw new InvalidOperationException(message);
            _doors.Wait(epoch);
        },
    };

    private LeaseKeeper Keeper() => new(_store, new("silo"), _time, NullLogger<LeaseKeeper>.Instance);

    private async Task<HeldLease> HoldAsync(LeaseKeeper keeper, long trial, List<long>? lost = null)
    {
        var held = keeper.Expect(TestSweep.Id, trial);
        var claim = await _store.ClaimAsync(TestSweep.Id, trial, "silo", DateTimeOffset.UnixEpoch, Lease);
        held.Hold(claim.Attempt, () => lost?.Add(trial));
        return held;
    }
}
