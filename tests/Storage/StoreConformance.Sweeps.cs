using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

/// <summary>What people do with whole sweeps.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_request_stands_until_a_state_fulfils_it_or_it_is_withdrawn()
    {
        Assert.Equal(SweepRequest.None, await Store.ReadRequestAsync("s"));
        await Store.RequestAsync("s", SweepRequest.Pause, Now);
        Assert.Equal(SweepRequest.Pause, await Store.ReadRequestAsync("s"));
        await Store.SetStateAsync("s", SweepState.Running, Now);
        Assert.Equal(SweepRequest.Pause, await Store.ReadRequestAsync("s"));
        await Store.SetStateAsync("s", SweepState.Paused, Now);
        Assert.Equal(SweepRequest.None, await Store.ReadRequestAsync("s"));
        await Store.RequestAsync("s", SweepRequest.Cancel, Now);
        await Store.SetStateAsync("s", SweepState.Paused, Now);
        Assert.Equal(SweepRequest.Cancel, await Store.ReadRequestAsync("s"));
        await Store.SetStateAsync("s", SweepState.Cancelled, Now);
        Assert.Equal(SweepRequest.None, await Store.ReadRequestAsync("s"));
        await Store.RequestAsync("s", SweepRequest.Pause, Now);
        await Store.RequestAsync("s", SweepRequest.None, Now);
        Assert.Equal(SweepRequest.None, await Store.ReadRequestAsync("s"));
    }

    [Theory]
    [InlineData(SweepState.Running)]
    [InlineData(SweepState.Paused)]
    [InlineData(SweepState.Finished)]
    public async Task A_cancelled_sweep_is_moved_by_a_retry_or_an_extension_alone(SweepState state)
    {
        Assert.True(await Store.SetStateAsync("s", SweepState.Cancelled, Now));
        await Store.RequestAsync("s", SweepRequest.Pause, Now);
        Assert.False(await Store.SetStateAsync("s", state, Now.AddHours(1)));
        var found = await Store.FindAsync("s");
        Assert.Equal((SweepState.Cancelled, Now), (found!.State, found.Updated));
        Assert.Equal(SweepRequest.Pause, await Store.ReadRequestAsync("s"));
        Assert.True(await Store.SetStateAsync("s", SweepState.Cancelled, Now.AddHours(2)));
        Assert.Equal(Now.AddHours(2), (await Store.FindAsync("s"))!.Updated);
        await Store.RetryFailedAsync("s", Now);
        Assert.True(await Store.SetStateAsync("s", state, Now));
        Assert.True(await Store.SetStateAsync("s", SweepState.Cancelled, Now));
        await Store.ExtendAsync("s", Sample.Sweep("s") with { State = state }, null, null);
        Assert.Equal(state, (await Store.FindAsync("s"))!.State);
    }

    [Theory]
    [InlineData(SweepState.Running, false, SweepRequest.Cancel)]
    [InlineData(SweepState.Running, true, SweepRequest.Cancel)]
    [InlineData(SweepState.Cancelled, false, SweepRequest.None)]
    [InlineData(SweepState.Cancelled, true, SweepRequest.None)]
    [InlineData(SweepState.Finished, true, SweepRequest.None)]
    public async Task What_was_asked_of_a_sweep_that_was_over_is_not_asked_of_it_when_it_goes_on(SweepState state, bool extended, SweepRequest left)
    {
        await Store.SetStateAsync("s", state, Now);
        await Store.RequestAsync("s", SweepRequest.Cancel, Now);
        if (extended)
            await Store.ExtendAsync("s", Sample.Sweep("s") with { State = SweepState.Paused }, null, null);
        else
            await Store.RetryFailedAsync("s", Now);
        Assert.Equal(left, await Store.ReadRequestAsync("s"));
    }

    [Fact]
    public async Task A_pause_is_not_asked_for_in_place_of_a_cancellation()
    {
        await Store.RequestAsync("s", SweepRequest.Pause, Now);
        await Store.RequestAsync("s", SweepRequest.Cancel, Now);
        await Store.RequestAsync("s", SweepRequest.Pause, Now);
        Assert.Equal(SweepRequest.Cancel, await Store.ReadRequestAsync("s"));
        await Store.RequestAsync("s", SweepRequest.None, Now);
        await Store.RequestAsync("s", SweepRequest.Pause, Now);
        Assert.Equal(SweepRequest.Pause, await Store.ReadRequestAsync("s"));
    }

    [Fact]
    public async Task A_request_is_to_one_sweep_that_there_is()
    {
        await Store.CreateAsync(Sample.Sweep("t"));
        await Store.RequestAsync("t", SweepRequest.Cancel, Now);
        Assert.Equal(SweepRequest.None, await Store.ReadRequestAsync("s"));
        await Assert.ThrowsAsync<StoreException>(() => Store.RequestAsync("unknown", SweepRequest.Pause, Now));
        await Assert.ThrowsAsync<StoreException>(() => Store.ReadRequestAsync("unknown"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.RequestAsync("s", (SweepRequest)9, Now));
    }

    [Fact]
    public async Task A_cancelled_sweep_comes_back_as_cancelled()
    {
        await Store.SetStateAsync("s", SweepState.Cancelled, Now.AddMinutes(1));
        var found = await Store.FindAsync("s");
        Assert.Equal((SweepState.Cancelled, Now.AddMinutes(1)), (found!.State, found.Updated));
    }

    [Fact]
    public async Task Retrying_withdraws_what_failed_and_nothing_else()
    {
        var outcomes = Enum.GetValues<TrialOutcome>();
        foreach (var (trial, outcome) in outcomes.Index())
        {
            await Store.ClaimAsync("s", trial, "a", Now, Lease);
            await Store.AppendEpochsAsync("s", trial, 1, [Sample.Epoch(1)]);
            if (outcome == TrialOutcome.Failed)
                await Store.RecordFailureAsync("s", trial, 1, Failure(1));
            await Store.FinishAsync("s", trial, 1, StoppedByUser(outcome));
        }

        await Store.SetStateAsync("s", SweepState.Finished, Now);
        Assert.Equal(1, await Store.RetryFailedAsync("s", Now.AddHours(1)));
        Assert.Equal(new TrialCounts(1, 1, 0, 1, 1), await Store.CountAsync("s"));
        var failed = Array.IndexOf(outcomes, TrialOutcome.Failed);
        var row = Assert.Single(await Store.ReadTrialsAsync("s").ToListAsync(), t => t.Finished is null);
        Assert.Equal(new TrialRow(failed, 1, "a", Now, null), row);
        Assert.Empty(await Store.ReadLeasesAsync("s").ToListAsync());
        var sweep = await Store.FindAsync("s");
        Assert.Equal((SweepState.Paused, Now.AddHours(1)), (sweep!.State, sweep.Updated));
        // The attempt whose result was withdrawn is over.
        Assert.False(await Store.AppendEpochsAsync("s", failed, 1, [Sample.Epoch(2)]));
        Assert.False(await Store.AppendEpochsAsync("s", failed, 1, []));
        Assert.False(await Store.SaveCheckpointAsync("s", failed, 1, Sample.Checkpoint(1)));
        Assert.False(await Store.ReleaseAsync("s", failed, 1));
        Assert.False(await Store.RecordFailureAsync("s", failed, 1, Failure(1)));
        Assert.False(await Store.FinishAsync("s", failed, 1, Sample.Finished()));
        Assert.Equal(6, Store.StaleWritesRefused);
        Assert.Equal(Sample.Claimed(2), await Store.ClaimAsync("s", failed, "b", Now, Lease));
        Assert.Equal(3, (await EpochPlacesAsync("s")).Count);
        Assert.False(await Store.FinishAsync("s", failed, 1, Sample.Finished()));
        Assert.True(await Store.FinishAsync("s", failed, 2, Sample.Finished()));
        Assert.Equal(Failure(1), Assert.Single(await Store.ReadFailuresAsync("s").ToListAsync()).Failure);
        Assert.Equal(0, await Store.RetryFailedAsync("s", Now));
    }

    [Theory]
    [InlineData(SweepState.Running, SweepState.Running)]
    [InlineData(SweepState.Paused, SweepState.Paused)]
    [InlineData(SweepState.Finished, SweepState.Finished)]
    [InlineData(SweepState.Cancelled, SweepState.Paused)]
    public async Task Where_nothing_failed_a_retry_changes_only_that_a_cancelled_sweep_may_go_on(SweepState before, SweepState after)
    {
        await Store.SetStateAsync("s", before, Now);
        Assert.Equal(0, await Store.RetryFailedAsync("s", Now.AddHours(1)));
        Assert.Equal(after, (await Store.FindAsync("s"))!.State);
    }

    [Fact]
    public async Task In_a_cancelled_sweep_a_retry_withdraws_also_what_the_user_stopped()
    {
        foreach (var (trial, detail) in new[] { StopReason.User, "by the scheduler", null }.Index())
        {
            await Store.ClaimAsync("s", trial, "a", Now, Lease);
            var finished = Sample.Finished(TrialOutcome.Stopped);
            await Store.FinishAsync("s", trial, 1, finished with { Result = finished.Result with { Detail = detail } });
        }

        await Store.SetStateAsync("s", SweepState.Cancelled, Now);
        Assert.Equal(1, await Store.RetryFailedAsync("s", Now));
        Assert.Equal([1, 2], await Store.ReadFinishedIndicesAsync("s").ToListAsync());
        Assert.Equal(new TrialCounts(0, 0, 0, 2, 1), await Store.CountAsync("s"));
    }

    [Fact]
    public async Task A_deleted_sweep_is_gone_with_all_it_held_and_others_stay()
    {
        await Store.CreateAsync(Sample.Sweep("t"));
        foreach (var sweep in new[] { "s", "t" })
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(async trial =>
            {
                await Store.ClaimAsync(sweep, trial, "a", Now, Lease);
                await Store.AppendEpochsAsync(sweep, trial, 1, [Sample.Epoch(1), Sample.Epoch(2)]);
                await Store.SaveCheckpointAsync(sweep, trial, 1, Sample.Checkpoint(2, 1));
                await Store.RecordFailureAsync(sweep, trial, 1, Failure(1));
                if (trial % 2 == 0)
                    await Store.FinishAsync(sweep, trial, 1, Sample.Finished());
            }));
        }

        Assert.True(await Store.DeleteAsync("s"));
        Assert.False(await Store.DeleteAsync("s"));
        Assert.Null(await Store.FindAsync("s"));
        Assert.Equal("t", Assert.Single(await Store.ListAsync()).Sweep.Id);
        await Assert.ThrowsAsync<StoreException>(() => Store.CountAsync("s"));
        await Assert.ThrowsAsync<StoreException>(() => Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(3)]));
        await Assert.ThrowsAsync<StoreException>(() => Store.ClaimAsync("s", 1, "a", Now, Lease));
        Assert.Equal(100, (await EpochPlacesAsync("t")).Count);
        Assert.Equal(50, (await Store.ReadFailuresAsync("t").ToListAsync()).Count);
        Assert.Equal(new TrialCounts(25, 0, 0, 0, 25), await Store.CountAsync("t"));

        Assert.True(await Store.CreateAsync(Sample.Sweep("s")));
        Assert.Equal(new TrialCounts(0, 0, 0, 0, 0), await Store.CountAsync("s"));
        Assert.Empty(await EpochPlacesAsync("s"));
        Assert.Empty(await Store.ReadFailuresAsync("s").ToListAsync());
        Assert.Equal(Sample.Claimed(1), await Store.ClaimAsync("s", 1, "b", Now, Lease));
    }

    [Fact]
    public async Task An_extended_sweep_keeps_its_trials()
    {
        await FillForReuseAsync("s");
        var before = await Store.ReadTrialsAsync("s").ToListAsync();
        var grown = Sample.Sweep("s", Now.AddDays(1)) with { Name = "n", SpecYaml = "more", SpecHash = "cd", BaseDirectory = "/other", Trials = 2000, State = SweepState.Paused, Version = "2" };
        await Store.ExtendAsync("s", grown, null, null);
        Assert.Equal(grown with { Created = Now }, await Store.FindAsync("s"));
        Assert.Equal(before, await Store.ReadTrialsAsync("s").ToListAsync());
        await Store.ExtendAsync("s", grown, null, null);
        Assert.Equal(grown with { Created = Now }, await Store.FindAsync("s"));
    }

    [Fact]
    public async Task A_sweep_never_shrinks()
    {
        var exception = await Assert.ThrowsAsync<StoreException>(() => Store.ExtendAsync("s", Sample.Sweep("s") with { Trials = 999, Name = "n" }, null, null));
        Assert.Contains("Sweep 's' has 1000 trials and cannot be extended to 999", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Sample.Sweep("s"), await Store.FindAsync("s"));
    }

    [Fact]
    public async Task Results_of_another_sweep_are_reused_at_other_indices()
    {
        await FillForReuseAsync("s");
        await Store.CreateAsync(Sample.Sweep("t"));
        var reuse = new Dictionary<long, long> { [0] = 700, [1] = 3, [2] = 4, [3] = 5, [99] = 6 };
        for (var time = 0; time < 2; time++)
        {
            await Store.ExtendAsync("t", Sample.Sweep("t"), "s", reuse);
            // Trial 2 has no result there, and 99 is none.
            Assert.Equal([3, 5, 700], await Store.ReadFinishedIndicesAsync("t").ToListAsync());
            Assert.Equal([(3, 1), (3, 2), (5, 1), (5, 2), (700, 1), (700, 2)], await EpochPlacesAsync("t"));
            Assert.Equal(new TrialCounts(1, 1, 1, 0, 0), await Store.CountAsync("t"));
        }

        var there = (await Store.ReadTrialsAsync("s").ToListAsync()).ToDictionary(t => t.Index);
        Assert.Equal([there[1] with { Index = 3 }, there[3] with { Index = 5 }, there[0] with { Index = 700 }], await Store.ReadTrialsAsync("t").ToListAsync());
        var copied = (await Store.ReadEpochsAsync("t", 700).ToListAsync())[1].Epoch;
        Assert.Equal(LayerTelemetryCodec.Encode([Sample.Layer(1)]), LayerTelemetryCodec.Encode(copied.Layers));
        Assert.Equal(Sample.Epoch(2) with { Layers = [] }, copied with { Layers = [] });
        Assert.Equal(new Claim(ClaimOutcome.Finished, 1, 0, null), await Store.ClaimAsync("t", 3, "b", Now, Lease));
        Assert.Equal(4, there.Count);
    }

    [Fact]
    public async Task What_was_claimed_already_is_not_overwritten_by_reuse()
    {
        await FillForReuseAsync("s");
        await Store.CreateAsync(Sample.Sweep("t"));
        await Store.ClaimAsync("t", 0, "b", Now, Lease);
        await Store.AppendEpochsAsync("t", 0, 1, [Sample.Epoch(7)]);
        await Store.ExtendAsync("t", Sample.Sweep("t"), "s", new Dictionary<long, long> { [0] = 0 });
        Assert.Equal([(0, 7)], await EpochPlacesAsync("t"));
        Assert.True(await Store.FinishAsync("t", 0, 1, Sample.Finished()));
    }

    [Fact]
    public async Task Many_trials_are_reused_whole()
    {
        await Task.WhenAll(Enumerable.Range(0, 700).Select(async trial =>
        {
            await Store.ClaimAsync("s", trial, "a", Now, Lease);
            await Store.FinishAsync("s", trial, 1, Sample.Finished(digest: $"{trial}"));
        }));
        await Store.CreateAsync(Sample.Sweep("t"));
        await Store.ExtendAsync("t", Sample.Sweep("t"), "s", Enumerable.Range(0, 700).ToDictionary(i => (long)i, i => 999L - i));
        Assert.All(await Store.ReadTrialsAsync("t").ToListAsync(), t => Assert.Equal($"{999 - t.Index}", t.Finished!.Digest));
        Assert.Equal(new TrialCounts(700, 0, 0, 0, 0), await Store.CountAsync("t"));
    }

    [Fact]
    public async Task Extensions_that_cannot_be_are_refused_before_anything_is_written()
    {
        var map = new Dictionary<long, long> { [0] = 0 };
        var grown = Sample.Sweep("s") with { Name = "changed" };
        await Assert.ThrowsAsync<StoreException>(() => Store.ExtendAsync("unknown", Sample.Sweep("unknown"), null, null));
        await Assert.ThrowsAsync<StoreException>(() => Store.ExtendAsync("s", grown, "unknown", map));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ExtendAsync("s", Sample.Sweep("t"), null, null));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ExtendAsync("s", grown, "s", map));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ExtendAsync("s", grown, "t", null));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ExtendAsync("s", grown, "t", new Dictionary<long, long> { [0] = 1000 }));
        Assert.Equal(Sample.Sweep("s"), await Store.FindAsync("s"));
    }

    private async Task FillForReuseAsync(string sweep)
    {
        foreach (var (trial, outcome) in new TrialOutcome?[] { TrialOutcome.Completed, TrialOutcome.Diverged, null, TrialOutcome.Failed }.Index())
        {
            await Store.ClaimAsync(sweep, trial, "a", Now, Lease);
            await Store.AppendEpochsAsync(sweep, trial, 1, [Sample.Epoch(1), Sample.Epoch(2, 0.5, Sample.Layer(1))]);
            if (outcome is { } ended)
                await Store.FinishAsync(sweep, trial, 1, Sample.Finished(ended, $"digest {trial}"));
        }
    }
}
