using System.Runtime.InteropServices;
using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

/// <summary>Checkpoints and failures.</summary>
public abstract partial class StoreConformance
{
    private static AttemptFailure Failure(int attempt, string cause = "out of memory") => new(attempt, Now, "a", cause);

    [Fact]
    public async Task The_next_attempt_goes_on_at_the_newest_checkpoint_and_keeps_the_epochs_behind_it()
    {
        await Store.ClaimAsync("s", 1, "a", Now);
        await Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1), Sample.Epoch(2), Sample.Epoch(3)]);
        Assert.True(await Store.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(1, 9)));
        Assert.True(await Store.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(2, 0, 255, 7)));
        for (var attempt = 2; attempt <= 3; attempt++)
        {
            var claim = await Store.ClaimAsync("s", 1, "b", Now);
            Assert.Equal((ClaimOutcome.Claimed, attempt, 2), (claim.Outcome, claim.Attempt, claim.Checkpoint!.Epochs));
            Assert.Equal([0, 255, 7], claim.Checkpoint.State);
            Assert.Equal([(1, 1), (1, 2)], await EpochPlacesAsync("s"));
            await Store.AppendEpochsAsync("s", 1, attempt, [Sample.Epoch(3)]);
        }
    }

    [Fact]
    public async Task A_checkpoint_is_its_trials_alone_and_goes_with_the_result()
    {
        await Store.ClaimAsync("s", 1, "a", Now);
        await Store.ClaimAsync("s", 2, "a", Now);
        await Store.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(4, 1));
        Assert.Null((await Store.ClaimAsync("s", 2, "a", Now)).Checkpoint);
        await Store.FinishAsync("s", 1, 1, Sample.Finished(TrialOutcome.Failed));
        Assert.Null((await Store.ClaimAsync("s", 1, "a", Now)).Checkpoint);
        await Store.RetryFailedAsync("s", Now);
        Assert.Equal(Sample.Claimed(2), await Store.ClaimAsync("s", 1, "a", Now));
    }

    [Fact]
    public async Task A_checkpoint_of_a_stale_attempt_or_a_finished_trial_is_refused()
    {
        await Store.ClaimAsync("s", 1, "a", Now);
        await Store.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(1, 1));
        await Store.ClaimAsync("s", 1, "b", Now);
        Assert.False(await Store.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(2, 2)));
        Assert.False(await Store.SaveCheckpointAsync("s", 1, 3, Sample.Checkpoint(2, 2)));
        Assert.Equal([1], (await Store.ClaimAsync("s", 1, "b", Now)).Checkpoint!.State);
        await Store.FinishAsync("s", 1, 3, Sample.Finished());
        Assert.False(await Store.SaveCheckpointAsync("s", 1, 3, Sample.Checkpoint(2, 2)));
        Assert.Equal(3, Store.StaleWritesRefused);
    }

    [Fact]
    public async Task A_large_checkpoint_comes_back_to_the_bit()
    {
        var state = new byte[3_000_001];
        for (var i = 0; i < state.Length; i++)
            state[i] = (byte)(i * 31 >> 4);
        await Store.ClaimAsync("s", 1, "a", Now);
        Assert.True(await Store.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(5, state)));
        Assert.Equal(state, (await Store.ClaimAsync("s", 1, "a", Now)).Checkpoint!.State);
        Assert.True(await Store.SaveCheckpointAsync("s", 1, 2, Sample.Checkpoint(6)));
        Assert.Empty((await Store.ClaimAsync("s", 1, "a", Now)).Checkpoint!.State);
    }

    [Fact]
    public async Task A_checkpoint_that_is_too_large_or_cannot_be_is_refused_with_a_reason()
    {
        await Store.ClaimAsync("s", 1, "a", Now);
        var large = ImmutableCollectionsMarshal.AsImmutableArray(GC.AllocateUninitializedArray<byte>(TrialCheckpoint.MaxBytes + 1));
        var exception = await Assert.ThrowsAsync<StoreException>(() => Store.SaveCheckpointAsync("s", 1, 1, new(1, large)));
        Assert.Contains("trial s/1 has 268,435,457 bytes; the record takes at most 268,435,456", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(0, 1)));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.SaveCheckpointAsync("s", 1, 1, new(1, default)));
        Assert.Null((await Store.ClaimAsync("s", 1, "a", Now)).Checkpoint);
    }

    [Fact]
    public async Task Failures_are_kept_with_their_cause_and_counted()
    {
        await Store.ClaimAsync("s", 1, "a", Now, Lease);
        await Store.ClaimAsync("s", 2, "a", Now, Lease);
        var first = new AttemptFailure(1, Now.ToOffset(TimeSpan.FromHours(3)), "a", "größe\n☃");
        Assert.True(await Store.RecordFailureAsync("s", 1, 1, first));
        Assert.Equal(new Claim(ClaimOutcome.Claimed, 2, 1, null), await Store.ClaimAsync("s", 1, "b", Now, Lease));
        var second = new AttemptFailure(2, Now.AddSeconds(1), "b", "");
        Assert.True(await Store.RecordFailureAsync("s", 1, 2, second));
        Assert.True(await Store.RecordFailureAsync("s", 2, 1, Failure(1)));
        Assert.Equal(new Claim(ClaimOutcome.Claimed, 3, 2, null), await Store.ClaimAsync("s", 1, "a", Now, Lease));
        Assert.Equal([new(1, first), new(1, second), new(2, Failure(1))], await Store.ReadFailuresAsync("s").ToListAsync());
        Assert.Equal([new(2, Failure(1))], await Store.ReadFailuresAsync("s", 2).ToListAsync());
        Assert.All(await Store.ReadFailuresAsync("s").ToListAsync(), f => Assert.Equal(TimeSpan.Zero, f.Failure.At.Offset));
        Assert.Empty(await Store.ReadFailuresAsync("s", 3).ToListAsync());
    }

    [Fact]
    public async Task A_failure_ends_the_lease_and_keeps_the_checkpoint()
    {
        await Store.ClaimAsync("s", 1, "a", Now, Lease);
        await Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1)]);
        await Store.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(1, 5));
        await Store.RecordFailureAsync("s", 1, 1, Failure(1));
        Assert.Equal([new TrialLease(1, 1, "a", Live: false)], await Store.ReadLeasesAsync("s").ToListAsync());
        Assert.Equal(0, await Store.RenewLeasesAsync("a", Lease));
        var claim = await Store.ClaimAsync("s", 1, "b", Now, Lease);
        Assert.Equal((2, 1, 1), (claim.Attempt, claim.Failures, claim.Checkpoint?.Epochs));
        Assert.Single(await EpochPlacesAsync("s"));
    }

    [Fact]
    public async Task An_attempt_fails_once_and_may_still_finish_its_trial_as_failed()
    {
        await Store.ClaimAsync("s", 1, "a", Now, Lease);
        Assert.True(await Store.RecordFailureAsync("s", 1, 1, Failure(1)));
        Assert.True(await Store.RecordFailureAsync("s", 1, 1, Failure(1, "again")));
        Assert.Equal(Failure(1), Assert.Single(await Store.ReadFailuresAsync("s").ToListAsync()).Failure);
        Assert.True(await Store.FinishAsync("s", 1, 1, Sample.Finished(TrialOutcome.Failed)));
        Assert.False(await Store.RecordFailureAsync("s", 1, 1, Failure(1)));
        Assert.Equal(new Claim(ClaimOutcome.Finished, 1, 1, null), await Store.ClaimAsync("s", 1, "a", Now, Lease));
        Assert.Equal(1, Store.StaleWritesRefused);
    }

    [Fact]
    public async Task A_failure_says_which_attempt_failed()
    {
        await Store.ClaimAsync("s", 1, "a", Now);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.RecordFailureAsync("s", 1, 1, Failure(2)));
        await Assert.ThrowsAsync<StoreException>(() => Store.ReadFailuresAsync("unknown").ToListAsync());
    }

    [Fact]
    public async Task Many_failures_come_whole_and_in_order()
    {
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var number = attempt;
            await Task.WhenAll(Enumerable.Range(0, 400).Reverse().Select(async trial =>
            {
                await Store.ClaimAsync("s", trial, "a", Now);
                await Store.RecordFailureAsync("s", trial, number, Failure(number));
            }));
        }

        Assert.Equal(
            Enumerable.Range(0, 400).SelectMany(t => Enumerable.Range(1, 3).Select(a => ((long)t, a))),
            (await Store.ReadFailuresAsync("s").ToListAsync()).Select(f => (f.Index, f.Failure.Attempt)));
    }
}
