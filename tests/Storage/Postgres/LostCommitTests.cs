using Dapper;
using Sweep.Core.Results;

namespace Sweep.Storage.Tests.Postgres;

/// <summary>A connection that is lost while it commits: each write happens once, and its verdict is that of the one time.</summary>
public sealed class LostCommitTests(PostgresServer server)
{
    public static TheoryData<Loss> Losses => [Loss.OfAnswer, Loss.OfCommit, Loss.WithoutTrace];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_claim_makes_one_attempt(Loss loss)
    {
        await using var at = await LossyRecord.OpenAsync(server);
        await at.Store.ClaimAsync("s", 1, "o", Sample.Time);
        await at.Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1), Sample.Epoch(2)]);
        await at.Store.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(1, 7, 8));
        await at.Store.RecordFailureAsync("s", 1, 1, new AttemptFailure(1, Sample.Time, "o", "broke"));
        var claim = await at.LosingAsync(loss, () => at.Store.ClaimAsync("s", 1, "p", Sample.Time, TimeSpan.FromHours(1)));
        Assert.Equal((ClaimOutcome.Claimed, 2, 1, 1), (claim.Outcome, claim.Attempt, claim.Failures, claim.Checkpoint!.Epochs));
        Assert.Equal([7, 8], claim.Checkpoint.State);
        Assert.Equal(2, Assert.Single(await at.Store.ReadTrialsAsync("s").ToListAsync()).Attempt);
        Assert.Single(await at.Store.ReadEpochsAsync("s").ToListAsync());
        Assert.Equal(new TrialCounts(0, 0, 0, 0, 1), await at.Store.CountAsync("s"));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_claim_that_another_owners_lease_refuses_stays_refused(Loss loss)
    {
        await using var at = await LossyRecord.OpenAsync(server);
        await at.Store.ClaimAsync("s", 1, "o", Sample.Time, TimeSpan.FromHours(1));
        var claim = await at.LosingAsync(loss, () => at.Store.ClaimAsync("s", 1, "p", Sample.Time, TimeSpan.FromHours(1)));
        Assert.Equal(new Claim(ClaimOutcome.Leased, 1, 0, null), claim);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_result_is_accepted_once_and_said_to_be_so(Loss loss)
    {
        await using var at = await LossyRecord.OpenAsync(server);
        await at.Store.ClaimAsync("s", 1, "o", Sample.Time);
        Assert.True(await at.LosingAsync(loss, () => at.Store.FinishAsync("s", 1, 1, Sample.Finished())));
        Assert.False(await at.Store.FinishAsync("s", 1, 1, Sample.Finished()));
        Assert.Equal(new TrialCounts(1, 0, 0, 0, 0), await at.Store.CountAsync("s"));
        Assert.Equal(1, at.Store.StaleWritesRefused);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Fenced_writes_keep_their_verdicts(Loss loss)
    {
        await using var at = await LossyRecord.OpenAsync(server);
        await at.Store.ClaimAsync("s", 1, "o", Sample.Time, TimeSpan.FromHours(1));
        Assert.True(await at.LosingAsync(loss, () => at.Store.AppendEpochsAsync("s", 1, 1, [Sample.Epoch(1)])));
        Assert.True(await at.LosingAsync(loss, () => at.Store.SaveCheckpointAsync("s", 1, 1, Sample.Checkpoint(1, 5))));
        Assert.Equal(1, await at.LosingAsync(loss, () => at.Store.RenewLeasesAsync("o", TimeSpan.FromHours(2))));
        Assert.True(await at.LosingAsync(loss, () => at.Store.RecordFailureAsync("s", 1, 1, new AttemptFailure(1, Sample.Time, "o", "broke"))));
        Assert.True(await at.LosingAsync(loss, () => at.Store.ReleaseAsync("s", 1, 1)));
        Assert.False(await at.LosingAsync(loss, () => at.Store.ReleaseAsync("s", 1, 2)));
        Assert.Equal((1, 1), (await at.Store.ClaimAsync("s", 1, "p", Sample.Time) is { } claim ? (claim.Failures, claim.Checkpoint!.Epochs) : default));
        Assert.Single(await at.Store.ReadFailuresAsync("s").ToListAsync());
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Writes_to_whole_sweeps_keep_their_answers(Loss loss)
    {
        await using var at = await LossyRecord.OpenAsync(server);
        Assert.True(await at.LosingAsync(loss, () => at.Store.CreateAsync(Sample.Sweep("t"))));
        Assert.False(await at.LosingAsync(loss, () => at.Store.CreateAsync(Sample.Sweep("t"))));
        await at.Store.ClaimAsync("s", 1, "o", Sample.Time);
        await at.Store.FinishAsync("s", 1, 1, Sample.Finished(TrialOutcome.Failed));
        await at.LosingAsync(loss, async () =>
        {
            await at.Store.ExtendAsync("t", Sample.Sweep("t") with { Trials = 2000 }, "s", new Dictionary<long, long> { [1] = 5 });
            return true;
        });
        Assert.Equal(new TrialCounts(0, 0, 1, 0, 0), await at.Store.CountAsync("t"));
        Assert.Equal(1, await at.LosingAsync(loss, () => at.Store.RetryFailedAsync("s", Sample.Time)));
        Assert.Equal(new TrialCounts(0, 0, 0, 0, 1), await at.Store.CountAsync("s"));
        Assert.True(await at.LosingAsync(loss, () => at.Store.DeleteAsync("s")));
        Assert.False(await at.Store.DeleteAsync("s"));
    }

    [Fact]
    public async Task Of_many_that_share_the_lost_commit_each_gets_its_own_verdict()
    {
        await using var at = await LossyRecord.OpenAsync(server);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => at.Store.ClaimAsync("s", i, "o", Sample.Time)));
        var verdicts = await at.LosingAsync(Loss.OfAnswer, () => Task.WhenAll(Enumerable.Range(0, 40).Select(i => at.Store.FinishAsync("s", i, 1 + i % 2, Sample.Finished()))));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => i % 2 == 0), verdicts);
        Assert.Equal(new TrialCounts(20, 0, 0, 0, 20), await at.Store.CountAsync("s"));
    }

    [Fact]
    public async Task A_server_that_forgot_a_commit_is_not_written_to_any_more()
    {
        await using var at = await LossyRecord.OpenAsync(server);
        await at.Store.ClaimAsync("s", 1, "o", Sample.Time);
        await at.Store.ClaimAsync("s", 2, "o", Sample.Time);
        await using var connection = await server.ConnectAsync();
        await connection.ExecuteAsync($"UPDATE {at.Schema}.writers SET sequence = sequence - 1");
        var first = await Assert.ThrowsAsync<StoreException>(() => at.Store.ClaimAsync("s", 3, "o", Sample.Time));
        Assert.Contains("has lost writes that its server had acknowledged", first.Message, StringComparison.Ordinal);
        var second = await Assert.ThrowsAsync<StoreException>(() => at.Store.ClaimAsync("s", 3, "o", Sample.Time));
        Assert.Equal(first.Message, second.Message);
        Assert.Equal([1, 2], (await at.Store.ReadTrialsAsync("s").ToListAsync()).Select(t => t.Index));
    }
}
