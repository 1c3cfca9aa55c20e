namespace Sweep.Storage.Tests;

/// <summary>Leases and the fence.</summary>
public abstract partial class StoreConformance
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task While_a_lease_holds_another_owner_gets_nothing()
    {
        Assert.Equal(Sample.Claimed(1), await Store.ClaimAsync("s", 1, "a", Now, Lease));
        await Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1)]);
        await PassAsync(Lease / 2);
        var before = await Store.ReadTrialsAsync("s").ToListAsync();
        Assert.Equal(new Claim(ClaimOutcome.Leased, 1, 0, null), await Store.ClaimAsync("s", 1, "b", Now.AddDays(1), Lease));
        Assert.Equal(before, await Store.ReadTrialsAsync("s").ToListAsync());
        Assert.Single(await EpochPlacesAsync("s"));
        Assert.True(await Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(2)]));
    }

    [Fact]
    public async Task When_a_lease_is_over_another_owner_takes_the_trial_and_the_first_is_refused()
    {
        await Store.ClaimAsync("s", 1, "a", Now, Lease);
        await PassAsync(Lease);
        Assert.Equal(Sample.Claimed(2), await Store.ClaimAsync("s", 1, "b", Now, Lease));
        Assert.False(await Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1)]));
        Assert.False(await Store.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(1)));
        Assert.False(await Store.ReleaseAsync("s", 1, 1));
        Assert.False(await Store.RecordFailureAsync("s", 1, 1, Failure(1)));
        Assert.False(await Store.FinishAsync("s", 1, 1, Sample.Finished()));
        Assert.Equal(5, Store.StaleWritesRefused);
        Assert.Equal([new TrialLease(1, 2, "b", Live: true)], await Store.ReadLeasesAsync("s").ToListAsync());
        Assert.Empty(await Store.ReadFailuresAsync("s").ToListAsync());
        Assert.True(await Store.FinishAsync("s", 1, 2, Sample.Finished()));
    }

    [Fact]
    public async Task A_lease_that_is_over_and_that_nobody_took_still_writes()
    {
        await Store.ClaimAsync("s", 1, "a", Now, Lease);
        await PassAsync(Lease * 2);
        Assert.True(await Store.FinishAsync("s", 1, 1, Sample.Finished()));
    }

    [Fact]
    public async Task An_owner_takes_its_own_trial_over_at_any_time()
    {
        await Store.ClaimAsync("s", 1, "a", Now, Lease);
        Assert.Equal(Sample.Claimed(2), await Store.ClaimAsync("s", 1, "a", Now, Lease));
        Assert.False(await Store.FinishAsync("s", 1, 1, Sample.Finished()));
    }

    [Fact]
    public async Task Renewing_keeps_all_trials_of_an_owner_and_no_others()
    {
        await Store.CreateAsync(Sample.Sweep("t"));
        await Store.ClaimAsync("s", 1, "a", Now, Lease);
        await Store.ClaimAsync("s", 2, "a", Now, Lease);
        await Store.ClaimAsync("t", 1, "a", Now, Lease);
        await Store.ClaimAsync("t", 2, "b", Now, Lease);
        await Store.ClaimAsync("t", 3, "a", Now, Lease);
        await Store.FinishAsync("t", 3, 1, Sample.Finished());
        await PassAsync(Lease / 2);
        Assert.Equal(3, await Store.RenewLeasesAsync("a", Lease));
        Assert.Equal(0, await Store.RenewLeasesAsync("nobody", Lease));
        await PassAsync(Lease * 0.75);
        Assert.Equal([(1, true), (2, true)], (await Store.ReadLeasesAsync("s").ToListAsync()).Select(l => (l.Index, l.Live)));
        Assert.Equal([(1, true), (2, false)], (await Store.ReadLeasesAsync("t").ToListAsync()).Select(l => (l.Index, l.Live)));
        Assert.Equal(ClaimOutcome.Leased, (await Store.ClaimAsync("s", 2, "b", Now, Lease)).Outcome);
        Assert.Equal(Sample.Claimed(2), await Store.ClaimAsync("t", 2, "a", Now, Lease));
    }

    [Fact]
    public async Task An_owner_that_was_away_too_long_renews_what_nobody_took()
    {
        await Store.ClaimAsync("s", 1, "a", Now, Lease);
        await Store.ClaimAsync("s", 2, "a", Now, Lease);
        await PassAsync(Lease * 2);
        await Store.ClaimAsync("s", 2, "b", Now, Lease);
        Assert.Equal(1, await Store.RenewLeasesAsync("a", Lease));
        Assert.Equal(
            [new TrialLease(1, 1, "a", Live: true), new TrialLease(2, 2, "b", Live: true)],
            await Store.ReadLeasesAsync("s").ToListAsync());
    }

    [Fact]
    public async Task A_lease_given_back_is_free_at_once_and_not_renewed()
    {
        await Store.ClaimAsync("s", 1, "a", Now, Lease);
        Assert.True(await Store.ReleaseAsync("s", 1, 1));
        Assert.Equal([new TrialLease(1, 1, "a", Live: false)], await Store.ReadLeasesAsync("s").ToListAsync());
        Assert.Equal(0, await Store.RenewLeasesAsync("a", Lease));
        Assert.Equal(Sample.Claimed(2), await Store.ClaimAsync("s", 1, "b", Now, Lease));
        Assert.Equal(0, Store.StaleWritesRefused);
    }

    [Fact]
    public async Task A_finished_trial_has_no_lease_to_give_back()
    {
        await Store.ClaimAsync("s", 1, "a", Now, Lease);
        await Store.FinishAsync("s", 1, 1, Sample.Finished());
        Assert.False(await Store.ReleaseAsync("s", 1, 1));
        Assert.Empty(await Store.ReadLeasesAsync("s").ToListAsync());
        Assert.Equal(0, await Store.RenewLeasesAsync("a", Lease));
        Assert.Equal(1, Store.StaleWritesRefused);
    }

    [Fact]
    public async Task Of_many_owners_that_claim_one_trial_one_gets_it()
    {
        for (var trial = 0; trial < 20; trial++)
        {
            var index = trial;
            var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Store.ClaimAsync("s", index, $"owner{i}", Now, Lease))));
            var winner = Assert.Single(claims.Index(), c => c.Item.Outcome == ClaimOutcome.Claimed);
            Assert.All(claims, c => Assert.Equal(1, c.Attempt));
            var row = Assert.Single(await Store.ReadTrialsAsync("s", trial).ToListAsync());
            Assert.Equal($"owner{winner.Index}", row.Owner);
        }
    }

    [Fact]
    public async Task Leases_of_many_trials_come_whole_and_in_order()
    {
        await Task.WhenAll(Enumerable.Range(0, 1200).Reverse().Select(i => Store.ClaimAsync("s", i, $"owner{i % 7}", Now, Lease)));
        await Task.WhenAll(Enumerable.Range(0, 1200).Where(i => i % 3 == 0).Select(i => Store.FinishAsync("s", i, 1, Sample.Finished())));
        Assert.Equal(
            Enumerable.Range(0, 1200).Where(i => i % 3 != 0).Select(i => new TrialLease(i, 1, $"owner{i % 7}", Live: true)),
            await Store.ReadLeasesAsync("s").ToListAsync());
    }

    [Fact]
    public async Task Leases_that_cannot_be_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ClaimAsync("s", 1, "a", Now, TimeSpan.FromTicks(-1)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.RenewLeasesAsync("a", TimeSpan.MaxValue));
        await Assert.ThrowsAsync<StoreException>(() => Store.ClaimAsync("unknown", 1, "a", Now, Lease));
        await Assert.ThrowsAsync<StoreException>(() => Store.ReleaseAsync("unknown", 1, 1));
        await Assert.ThrowsAsync<StoreException>(() => Store.ReadLeasesAsync("unknown").ToListAsync());
    }
}
