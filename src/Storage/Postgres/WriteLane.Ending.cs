using Microsoft.Extensions.Logging;
using Npgsql;

namespace Sweep.Storage.Postgres;

/// <summary>How transactions of a lane end.</summary>
internal sealed partial class WriteLane
{
    private static byte[] WriteDown(List<PostgresWrite> group)
    {
        using var bytes = new MemoryStream();
        using var answers = new BinaryWriter(bytes);
        foreach (var write in group)
            write.Put(answers);
        answers.Flush();
        return bytes.ToArray();
    }

    /// <summary>Takes the answers that a lost connection did not bring from the lane's row.</summary>
    private static async Task TakeAnswersAsync(LaneSession session, List<PostgresWrite> group)
    {
        using var answers = new BinaryReader(new MemoryStream(session.Answers));
        foreach (var write in group)
            write.Take(answers);
        var claims = group.OfType<ClaimWrite>().Where(c => c.Outcome == ClaimOutcome.Claimed).ToList();
        if (claims.Count > 0)
            await session.RunAsync(TrialSteps.Checkpoints(claims, [.. group.Cast<TrialWrite>()])).ConfigureAwait(false);
    }

    private void Acknowledge(List<PostgresWrite> group, long start)
    {
        try
        {
            _statistics.RecordCommit(new StoreCommit(group.Count, _time.GetElapsedTime(start)));
        }
        catch (Exception exception)
        {
            LogHandlerFailed(exception);
        }

        foreach (var write in group)
            write.Acknowledge();
    }

    private void Fail(List<PostgresWrite> group, Exception error)
    {
        foreach (var write in group)
        {
            _statistics.RecordFailure();
            write.Fail(error);
        }
    }

    /// <summary>
    /// The row must hold the number of the newest transaction that this lane was told of. An older one means that the server
    /// has lost what it had acknowledged, so nothing that this process knows of the record can be relied on any more.
    /// </summary>
    private void CheckSequence(long? sequence)
    {
        if (sequence == _sequence)
            return;
        _fault = new StoreException(
            $"The record {_connections.Address} has lost writes that its server had acknowledged (this process made {_sequence} transactions, the server knows {sequence ?? 0}): "
            + "an older copy of it was restored, or a follower took over that was behind. Nothing more is written; start again and resume.");
        LogBroken(_fault, _connections.Address.Display);
        throw _fault;
    }

    /// <summary>Leaves no transaction open: takes it back where that is all it needs, else ends the session.</summary>
    private async Task RecoverAsync(Exception exception)
    {
        if (_session is not { } session)
            return;
        if (_inDoubt is null && (exception is StoreException || (exception is PostgresException && !PostgresErrors.IsTransient(exception))))
        {
            try
            {
                await session.RollbackAsync().ConfigureAwait(false);
                return;
            }
            catch (NpgsqlException lost)
            {
                LogSessionLost(lost, _connections.Address.Display);
            }
        }

        _session = null;
        await session.DisposeAsync().ConfigureAwait(false);
    }

    private async Task LeaveAsync()
    {
        if (_session is not { } session)
            return;
        try
        {
            if (_inDoubt is null)
                await session.LeaveAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException lost)
        {
            LogSessionLost(lost, _connections.Address.Display);
        }
        finally
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The record {Record} takes no more writes.")]
    private partial void LogBroken(Exception exception, string record);

    [LoggerMessage(Level = LogLevel.Error, Message = "A handler of the record's commits failed.")]
    private partial void LogHandlerFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "The connection to the record {Record} ended before it was closed.")]
    private partial void LogSessionLost(Exception exception, string record);
}
