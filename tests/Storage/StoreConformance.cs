using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

/// <summary>What every store must do. One class per store derives from this.</summary>
public abstract partial class StoreConformance : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = Sample.Time;

    protected ISweepStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Store = await OpenAsync();
        Assert.True(await Store.CreateAsync(Sample.Sweep("s")));
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>An empty record, open for writing.</summary>
    protected abstract Task<ISweepStore> OpenAsync();

    /// <summary>Lets the clock that the store's leases run by go on; where that clock cannot be steered, shortens the leases instead.</summary>
    protected abstract Task PassAsync(TimeSpan span);

    [Fact]
    public async Task A_sweep_comes_back_as_it_was_added()
    {
        var sweep = Sample.Sweep("other", Now.ToOffset(TimeSpan.FromHours(5))) with { SpecYaml = "größe: 'ß'\n\t#☃", State = SweepState.Paused };
        Assert.True(await Store.CreateAsync(sweep));
        var found = await Store.FindAsync("other");
        Assert.Equal(sweep, found);
        Assert.Equal(TimeSpan.Zero, found!.Created.Offset);
    }

    [Fact]
    public async Task A_sweep_is_added_once()
    {
        Assert.False(await Store.CreateAsync(Sample.Sweep("s") with { Name = "Another" }));
        Assert.Equal("Name of s", (await Store.FindAsync("s"))!.Name);
    }

    [Fact]
    public async Task Of_many_that_add_one_sweep_one_wins()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Store.CreateAsync(Sample.Sweep("raced")))));
        Assert.Single(added, a => a);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("x'; DROP TABLE sweeps; --")]
    [InlineData("Upper")]
    public async Task A_sweep_with_an_unsafe_id_is_not_added(string id)
        => await Assert.ThrowsAsync<ArgumentException>(() => Store.CreateAsync(Sample.Sweep(id)));

    [Fact]
    public async Task An_unknown_sweep_is_not_found() => Assert.Null(await Store.FindAsync("x'; DROP TABLE sweeps; --"));

    [Fact]
    public async Task Sweeps_are_listed_newest_first_with_their_counts()
    {
        await Store.CreateAsync(Sample.Sweep("older", Now.AddDays(-1)));
        await Store.CreateAsync(Sample.Sweep("newer", Now.AddDays(1)));
        await Store.CreateAsync(Sample.Sweep("newer-too", Now.AddDays(1)));
        await Store.ClaimAsync("newer", 0, "o", Now);
        var list = await Store.ListAsync();
        Assert.Equal(["newer-too", "newer", "s", "older"], list.Select(s => s.Sweep.Id));
        Assert.Equal(new TrialCounts(0, 0, 0, 0, 1), list[1].Counts);
        Assert.Equal(await Store.FindAsync("older"), list[3].Sweep);
    }

    [Fact]
    public async Task A_state_moves_with_its_time()
    {
        await Store.SetStateAsync("s", SweepState.Finished, Now.AddHours(3));
        Assert.Equal(Sample.Sweep("s") with { State = SweepState.Finished, Updated = Now.AddHours(3) }, await Store.FindAsync("s"));
    }

    [Fact]
    public async Task Anything_but_finding_needs_a_sweep_that_exists()
    {
        await Assert.ThrowsAsync<StoreException>(() => Store.SetStateAsync("no", SweepState.Paused, Now));
        await Assert.ThrowsAsync<StoreException>(() => Store.ClaimAsync("no", 0, "o", Now));
        await Assert.ThrowsAsync<StoreException>(() => Store.AppendEpochsAsync("no", 0, 1, [Sample.Epoch(1)]));
        await Assert.ThrowsAsync<StoreException>(() => Store.FinishAsync("no", 0, 1, Sample.Finished()));
        await Assert.ThrowsAsync<StoreException>(() => Store.CountAsync("no"));
        await Assert.ThrowsAsync<StoreException>(() => Store.ReadFinishedIndicesAsync("no").ToListAsync());
        await Assert.ThrowsAsync<StoreException>(() => Store.ReadTrialsAsync("no").ToListAsync());
        var exception = await Assert.ThrowsAsync<StoreException>(() => Store.ReadEpochsAsync("no").ToListAsync());
        Assert.Contains("'no'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, Store.StaleWritesRefused);
    }

    [Fact]
    public async Task Attempts_count_from_one_and_the_row_shows_the_newest()
    {
        Assert.Equal(Sample.Claimed(1), await Store.ClaimAsync("s", 7, "first", Now));
        Assert.Equal(Sample.Claimed(2), await Store.ClaimAsync("s", 7, "second", Now.AddSeconds(1).ToOffset(TimeSpan.FromHours(-4))));
        var row = Assert.Single(await Store.ReadTrialsAsync("s").ToListAsync());
        Assert.Equal(new TrialRow(7, 2, "second", Now.AddSeconds(1), null), row);
        Assert.Equal(TimeSpan.Zero, row.ClaimedAt.Offset);
    }

    [Fact]
    public async Task Concurrent_claimers_get_attempts_without_gap_or_double()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => Store.ClaimAsync("s", i % 2, "o", Now))));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => 1 + i / 2), claims.Select(c => c.Attempt).Order());
        Assert.Equal(new TrialCounts(0, 0, 0, 0, 2), await Store.CountAsync("s"));
    }

    [Fact]
    public async Task A_claim_drops_the_epochs_of_older_attempts_of_its_trial_alone()
    {
        await Store.ClaimAsync("s", 1, "o", Now);
        await Store.ClaimAsync("s", 2, "o", Now);
        await Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1), Sample.Epoch(2)]);
        await Store.AppendEpochsAsync("s", 2, 1, [Sample.Epoch(1)]);
        await Store.ClaimAsync("s", 1, "o", Now);
        Assert.Equal((2, 1), await EpochPlacesAsync("s") is [var only] ? only : default);
    }

    [Fact]
    public async Task A_finished_trial_is_not_claimed_and_keeps_its_epochs()
    {
        await Store.ClaimAsync("s", 1, "o", Now);
        await Store.ClaimAsync("s", 1, "o", Now);
        await Store.AppendEpochsAsync("s", 1, 2, [Sample.Epoch(1)]);
        await Store.FinishAsync("s", 1, 2, Sample.Finished());
        var before = await Store.ReadTrialsAsync("s").ToListAsync();
        Assert.Equal(new Claim(ClaimOutcome.Finished, 2, 0, null), await Store.ClaimAsync("s", 1, "late", Now.AddDays(1)));
        Assert.Equal(before, await Store.ReadTrialsAsync("s").ToListAsync());
        Assert.Single(await EpochPlacesAsync("s"));
    }

    [Fact]
    public async Task Writes_of_a_stale_attempt_are_refused_and_counted()
    {
        await Store.ClaimAsync("s", 1, "zombie", Now);
        await Store.ClaimAsync("s", 1, "heir", Now);
        Assert.False(await Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1)]));
        Assert.False(await Store.AppendEpochsAsync("s", 1, 1, []));
        Assert.False(await Store.FinishAsync("s", 1, 1, Sample.Finished()));
        Assert.Equal(3, Store.StaleWritesRefused);
        Assert.Empty(await EpochPlacesAsync("s"));
        Assert.True(await Store.AppendEpochsAsync("s", 1, 2, []));
        Assert.True(await Store.FinishAsync("s", 1, 2, Sample.Finished()));
        Assert.Equal(3, Store.StaleWritesRefused);
    }

    [Fact]
    public async Task Writes_without_a_claim_or_of_an_attempt_to_come_are_refused()
    {
        Assert.False(await Store.AppendEpochsAsync("s", 5, 1, [Sample.Epoch(1)]));
        Assert.False(await Store.FinishAsync("s", 5, 1, Sample.Finished()));
        await Store.ClaimAsync("s", 5, "o", Now);
        Assert.False(await Store.FinishAsync("s", 5, 2, Sample.Finished()));
        Assert.False(await Store.FinishAsync("s", 5, 0, Sample.Finished()));
        Assert.Equal(4, Store.StaleWritesRefused);
        Assert.Equal(new TrialCounts(0, 0, 0, 0, 1), await Store.CountAsync("s"));
    }

    [Fact]
    public async Task A_trial_has_one_result_and_no_epochs_after_it()
    {
        await Store.ClaimAsync("s", 1, "o", Now);
        Assert.True(await Store.FinishAsync("s", 1, 1, Sample.Finished(digest: "first")));
        Assert.False(await Store.FinishAsync("s", 1, 1, Sample.Finished(TrialOutcome.Failed, "second")));
        Assert.False(await Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1)]));
        Assert.Equal("first", Assert.Single(await Store.ReadTrialsAsync("s").ToListAsync()).Finished!.Digest);
        Assert.Equal(new TrialCounts(1, 0, 0, 0, 0), await Store.CountAsync("s"));
    }

    [Fact]
    public async Task A_result_comes_back_as_it_was_written()
    {
        await Store.ClaimAsync("s", 1, "o", Now);
        await Store.ClaimAsync("s", 2, "o", Now);
        var full = Sample.Finished();
        var bare = new FinishedTrial(new TrialResult { Outcome = TrialOutcome.Stopped }, "", Now, double.NaN, "");
        Assert.True(await Store.FinishAsync("s", 1, 1, full));
        Assert.True(await Store.FinishAsync("s", 2, 1, bare));
        Assert.Equal([full, bare], (await Store.ReadTrialsAsync("s").ToListAsync()).Select(t => t.Finished!));
    }

    [Theory]
    [InlineData(TrialOutcome.Completed)]
    [InlineData(TrialOutcome.Diverged)]
    [InlineData(TrialOutcome.Failed)]
    [InlineData(TrialOutcome.Stopped)]
    public async Task Each_outcome_is_counted_as_what_it_is(TrialOutcome outcome)
    {
        for (var trial = 0; trial < 3; trial++)
            await Store.ClaimAsync("s", trial, "o", Now);
        await Store.FinishAsync("s", 0, 1, Sample.Finished(outcome));
        await Store.FinishAsync("s", 1, 1, Sample.Finished(outcome));
        long Of(TrialOutcome o) => o == outcome ? 2 : 0;
        Assert.Equal(
            new TrialCounts(Of(TrialOutcome.Completed), Of(TrialOutcome.Diverged), Of(TrialOutcome.Failed), Of(TrialOutcome.Stopped), 1),
            await Store.CountAsync("s"));
    }

    [Fact]
    public async Task Sweeps_do_not_mix()
    {
        await Store.CreateAsync(Sample.Sweep("t"));
        await Store.ClaimAsync("s", 1, "o", Now);
        await Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1)]);
        Assert.Equal(Sample.Claimed(1), await Store.ClaimAsync("t", 1, "o", Now));
        Assert.Single(await EpochPlacesAsync("s"));
        Assert.Empty(await EpochPlacesAsync("t"));
        Assert.Empty(await Store.ReadFinishedIndicesAsync("t").ToListAsync());
    }

    private async Task<List<(long Trial, int Epoch)>> EpochPlacesAsync(string sweep, long? trial = null)
        => [.. (await Store.ReadEpochsAsync(sweep, trial).ToListAsync()).Select(e => (e.Trial, e.Epoch.Epoch))];
}
