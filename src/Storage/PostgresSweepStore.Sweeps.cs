using Sweep.Core.Results;
using Sweep.Storage.Postgres;

namespace Sweep.Storage;

/// <summary>What people do with whole sweeps.</summary>
public sealed partial class PostgresSweepStore
{
    /// <summary>Trials that are copied in one write, so that others get their turn.</summary>
    private const int CopiedAtOnce = 1024;

    /// <inheritdoc/>
    public async Task<bool> CreateAsync(SweepRecord sweep, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep);
        var row = Row(sweep, sweep.Id);
        return await SoloAsync(Sweeps, async session => await session.ExecuteAsync(SweepStatements.Create, row).ConfigureAwait(false), cancellation).ConfigureAwait(false) == 1;
    }

    /// <inheritdoc/>
    public async Task<bool> SetStateAsync(string sweep, SweepState state, DateTimeOffset at, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        StoreGuard.Check(state);
        return await SoloAsync(Sweeps, session => SetStateAsync(session, sweep, state, at), cancellation).ConfigureAwait(false) == 1;
    }

    /// <inheritdoc/>
    public Task RequestAsync(string sweep, SweepRequest request, DateTimeOffset at, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        StoreGuard.Check(request);
        var id = PostgresText.Clean(sweep);
        return SoloAsync(
            Requests,
            async session => await session.ExecuteAsync(SweepStatements.Request, new { sweep = id, request = (short)request, at = at.UtcDateTime }).ConfigureAwait(false) == 1
                ? 1
                : throw StoreGuard.UnknownSweep(sweep),
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<int> RetryFailedAsync(string sweep, DateTimeOffset at, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return (int)await SoloAsync(
            Sweeps,
            async session =>
            {
                var (key, state, _) = await LockAsync(session, sweep).ConfigureAwait(false);
                var failed = await session.ExecuteAsync(SweepStatements.WithdrawFailed, new { key }).ConfigureAwait(false);
                var stopped = state == SweepState.Cancelled
                    ? await session.ExecuteAsync(SweepStatements.WithdrawStopped, new { key, reason = StopReason.User }).ConfigureAwait(false)
                    : 0;
                session.Count(key, TrialOutcome.Failed, -failed);
                session.Count(key, TrialOutcome.Stopped, -stopped);
                session.CountStarted(key, failed + stopped);
                if (state == SweepState.Cancelled || (state == SweepState.Finished && failed > 0))
                    await session.ExecuteAsync(SweepStatements.Reopen, new { key, at = at.UtcDateTime }).ConfigureAwait(false);
                return failed + stopped;
            },
            cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string sweep, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        var id = PostgresText.Clean(sweep);
        var deleted = await SoloAsync(
            Sweeps,
            async session =>
            {
                await session.ExecuteAsync(SweepStatements.MarkDeleted, new { sweep = id }).ConfigureAwait(false);
                return await session.ExecuteAsync(SweepStatements.Delete, new { sweep = id }).ConfigureAwait(false);
            },
            cancellation).ConfigureAwait(false);
        // Also what another process left when it ended in between.
        while (await SoloAsync(Sweeps, PurgeAsync, cancellation).ConfigureAwait(false) == 1)
        {
        }

        return deleted == 1;
    }

    /// <inheritdoc/>
    public async Task ExtendAsync(string sweep, SweepRecord grown, string? from, IReadOnlyDictionary<long, long>? reuse, CancellationToken cancellation = default)
    {
        StoreGuard.Check(sweep, grown, from, reuse);
        await SoloAsync(
            Sweeps,
            async session =>
            {
                if (from is not null)
                    await HoldAsync(session, from).ConfigureAwait(false);
                var (_, _, trials) = await LockAsync(session, sweep).ConfigureAwait(false);
                if (grown.Trials < trials)
                    throw StoreGuard.Shrinks(sweep, trials, grown.Trials);
                return await session.ExecuteAsync(SweepStatements.Extend, Row(grown, sweep)).ConfigureAwait(false);
            },
            cancellation).ConfigureAwait(false);
        if (reuse is null)
            return;
        foreach (var part in reuse.Chunk(CopiedAtOnce))
            await SoloAsync(Sweeps, session => CopyAsync(session, from!, sweep, part), cancellation).ConfigureAwait(false);
    }

    private static async Task<long> SetStateAsync(SoloSession session, string sweep, SweepState state, DateTimeOffset at)
    {
        var changed = await session.ExecuteAsync(SweepStatements.SetState, new { sweep = PostgresText.Clean(sweep), state = (short)state, at = at.UtcDateTime }).ConfigureAwait(false);
        if (changed == 0)
            await HoldAsync(session, sweep).ConfigureAwait(false);
        return changed;
    }

    private static async Task<long> CopyAsync(SoloSession session, string from, string sweep, KeyValuePair<long, long>[] reuse)
    {
        var source = await HoldAsync(session, from).ConfigureAwait(false);
        var target = await HoldAsync(session, sweep).ConfigureAwait(false);
        var copied = await session.QueryAsync<short>(
            SweepStatements.Copy,
            new { source, target, there = Array.ConvertAll(reuse, r => r.Key), here = Array.ConvertAll(reuse, r => r.Value) }).ConfigureAwait(false);
        foreach (var outcome in copied.CountBy(o => o))
            session.Count(target, (TrialOutcome)outcome.Key, outcome.Value);
        return copied.Count;
    }

    /// <summary>Removes a part of what stands under the key of a deleted sweep; 0 where nothing is left of any.</summary>
    private static async Task<long> PurgeAsync(SoloSession session)
    {
        if (await session.FindAsync<long?>(SweepStatements.FindDeleted, new { }).ConfigureAwait(false) is not { } key)
            return 0;
        await session.ExecuteAsync(SweepStatements.ReadInOrder, new { }).ConfigureAwait(false);
        foreach (var purge in SweepStatements.Purges)
        {
            if (await session.ExecuteAsync(purge, new { key }).ConfigureAwait(false) > 0)
                return 1;
        }

        await session.ExecuteAsync(SweepStatements.ForgetDeleted, new { key }).ConfigureAwait(false);
        return 1;
    }

    private static async Task<(long Key, SweepState State, long Trials)> LockAsync(SoloSession session, string sweep)
        => await session.FindAsync<(long Key, short State, long Trials)?>(SweepStatements.Lock, new { sweep = PostgresText.Clean(sweep) }).ConfigureAwait(false) is { } row
            ? (row.Key, (SweepState)row.State, row.Trials)
            : throw StoreGuard.UnknownSweep(sweep);

    private static async Task<long> HoldAsync(SoloSession session, string sweep)
        => await session.FindAsync<long?>(SweepStatements.Hold, new { sweep = PostgresText.Clean(sweep) }).ConfigureAwait(false) ?? throw StoreGuard.UnknownSweep(sweep);

    private static object Row(SweepRecord sweep, string id) => new
    {
        Id = id,
        Name = PostgresText.Clean(sweep.Name),
        SpecYaml = PostgresText.Clean(sweep.SpecYaml),
        SpecHash = PostgresText.Clean(sweep.SpecHash),
        BaseDirectory = PostgresText.Clean(sweep.BaseDirectory),
        sweep.Trials,
        State = (short)sweep.State,
        Created = sweep.Created.UtcDateTime,
        Updated = sweep.Updated.UtcDateTime,
        Version = PostgresText.Clean(sweep.Version),
    };
}
