using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Sweep.Storage.Postgres;

/// <summary>A lane's connection to the server. What happens on it ends with it.</summary>
internal sealed class LaneSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly string _lane;
    private readonly short _stripe;

    private LaneSession(NpgsqlConnection connection, string lane, short stripe)
        => (_connection, _lane, _stripe) = (connection, lane, stripe);

    /// <summary>Number of the lane's newest transaction when the session began.</summary>
    public long Sequence { get; private set; }

    /// <summary>What that transaction answered.</summary>
    public byte[] Answers { get; private set; } = [];

    /// <summary>Connects, and waits until no older session of the lane can commit any more.</summary>
    public static async Task<LaneSession> OpenAsync(PostgresConnections connections, string lane, short stripe, CancellationToken cancellation)
    {
        var connection = await connections.WriterAsync(cancellation).ConfigureAwait(false);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(LaneStatements.Configure, cancellationToken: cancellation)).ConfigureAwait(false);
            var name = new { name = "sweep " + lane };
            await connection.ExecuteAsync(new CommandDefinition(LaneStatements.Name, name, cancellationToken: cancellation)).ConfigureAwait(false);
            await connection.ExecuteAsync(new CommandDefinition(LaneStatements.EndOlder, name, cancellationToken: cancellation)).ConfigureAwait(false);
            var session = new LaneSession(connection, lane, stripe);
            (session.Sequence, session.Answers) = await connection.QuerySingleAsync<(long, byte[])>(
                new CommandDefinition(LaneStatements.Enter, new { lane }, cancellationToken: cancellation)).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Keys of those of some sweeps that are in the record.</summary>
    public async Task<IReadOnlyList<(string Id, long Key)>> FindSweepsAsync(IReadOnlyCollection<string> ids)
        => (await _connection.QueryAsync<(string, long)>(LaneStatements.FindSweeps, new { ids = ids.ToArray() }).ConfigureAwait(false)).AsList();

    /// <summary>Begins a transaction with these statements, in one round trip.</summary>
    /// <returns>Number of the lane's newest transaction; null where its row is gone.</returns>
    public async Task<long?> BeginAsync(IEnumerable<GroupStep> steps)
    {
        long? sequence = null;
        await GroupStep.RunAsync(_connection,
        [
            new(new(LaneStatements.Begin)),
            new(new NpgsqlBatchCommand(LaneStatements.Lock).With(NpgsqlDbType.Text, _lane), row => sequence = row.GetInt64(0)),
            .. steps,
        ]).ConfigureAwait(false);
        return sequence;
    }

    /// <summary>What a write with a transaction of its own works with, between begin and commit.</summary>
    public SoloSession Solo() => new(_connection);

    /// <summary>Sends statements outside of any transaction of the lane's own.</summary>
    public Task RunAsync(params IReadOnlyList<GroupStep> steps) => GroupStep.RunAsync(_connection, steps);

    /// <summary>Changes the counts, writes down number and answers, and commits, in one round trip.</summary>
    public Task CommitAsync(IReadOnlyDictionary<long, CountChange> counts, long sequence, byte[] answers)
    {
        var steps = new List<GroupStep>(3);
        if (counts.Count > 0)
        {
            var rows = counts.ToList();
            steps.Add(new(new NpgsqlBatchCommand(LaneStatements.Count)
                .With(rows, NpgsqlDbType.Bigint, r => r.Key)
                .With(NpgsqlDbType.Smallint, _stripe)
                .With(rows, NpgsqlDbType.Bigint, r => r.Value.Completed)
                .With(rows, NpgsqlDbType.Bigint, r => r.Value.Diverged)
                .With(rows, NpgsqlDbType.Bigint, r => r.Value.Failed)
                .With(rows, NpgsqlDbType.Bigint, r => r.Value.Stopped)
                .With(rows, NpgsqlDbType.Bigint, r => r.Value.Started)));
        }

        steps.Add(new(new NpgsqlBatchCommand(LaneStatements.WriteDown)
            .With(NpgsqlDbType.Text, _lane)
            .With(NpgsqlDbType.Bigint, sequence)
            .With(NpgsqlDbType.Bytea, answers)));
        steps.Add(new(new(LaneStatements.Commit)));
        return GroupStep.RunAsync(_connection, steps);
    }

    /// <summary>Takes the open transaction back.</summary>
    public Task RollbackAsync() => _connection.ExecuteAsync(LaneStatements.Rollback);

    /// <summary>Removes the lane's row, and those of lanes that ended long ago.</summary>
    public async Task LeaveAsync()
    {
        await _connection.ExecuteAsync(LaneStatements.Leave, new { lane = _lane }).ConfigureAwait(false);
        await _connection.ExecuteAsync(LaneStatements.Clean).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
