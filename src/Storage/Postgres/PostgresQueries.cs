using Dapper;
using Npgsql;
using Sweep.Core.Results;

namespace Sweep.Storage.Postgres;

/// <summary>
/// The queries. Long answers come in pages, each a short query that begins after the last row of the one before, so that no
/// reader keeps old rows alive, and a page that is lost with its connection is simply asked for again.
/// </summary>
internal static class PostgresQueries
{
    public const int PageSize = 512;
    private const int IndexPageSize = 8192;

    private const string SweepColumns = """
        SELECT s.id AS Id, s.name AS Name, s.spec_yaml AS SpecYaml, s.spec_hash AS SpecHash, s.base_directory AS BaseDirectory, s.trials AS Trials,
               s.state AS State, s.created AS Created, s.updated AS Updated, s.version AS Version,
               c.completed AS Completed, c.diverged AS Diverged, c.failed AS Failed, c.stopped AS Stopped, c.started AS Started
        FROM sweeps s CROSS JOIN LATERAL (
            SELECT coalesce(sum(completed), 0)::bigint AS completed, coalesce(sum(diverged), 0)::bigint AS diverged, coalesce(sum(failed), 0)::bigint AS failed,
                   coalesce(sum(stopped), 0)::bigint AS stopped, coalesce(sum(started), 0)::bigint AS started
            FROM counts WHERE sweep = s.key) c
        """;

    public static async Task<PostgresSweepRow?> FindAsync(NpgsqlConnection connection, string sweep, CancellationToken cancellation)
        => await connection.QuerySingleOrDefaultAsync<PostgresSweepRow?>(new CommandDefinition(SweepColumns + " WHERE s.id = @sweep", new { sweep }, cancellationToken: cancellation)).ConfigureAwait(false);

    public static async Task<List<PostgresSweepRow>> ListAsync(NpgsqlConnection connection, CancellationToken cancellation)
        => (await connection.QueryAsync<PostgresSweepRow>(new CommandDefinition(SweepColumns + " ORDER BY s.created DESC, s.key DESC", cancellationToken: cancellation)).ConfigureAwait(false)).AsList();

    public static async Task<long> KeyOfAsync(NpgsqlConnection connection, string sweep, CancellationToken cancellation)
        => await connection.QuerySingleOrDefaultAsync<long?>(new CommandDefinition("SELECT key FROM sweeps WHERE id = @sweep", new { sweep }, cancellationToken: cancellation)).ConfigureAwait(false)
            ?? throw StoreGuard.UnknownSweep(sweep);

    public static async Task<SweepRequest> RequestAsync(NpgsqlConnection connection, string sweep, CancellationToken cancellation)
        => (SweepRequest)(await connection.QuerySingleOrDefaultAsync<short?>(new CommandDefinition("SELECT request FROM sweeps WHERE id = @sweep", new { sweep }, cancellationToken: cancellation)).ConfigureAwait(false)
            ?? throw StoreGuard.UnknownSweep(sweep));

    public static async Task<List<long>> FinishedIndicesAsync(NpgsqlConnection connection, long key, long first, CancellationToken cancellation)
        => (await connection.QueryAsync<long>(new CommandDefinition(
            "SELECT trial FROM trials WHERE sweep = @key AND trial >= @first AND outcome IS NOT NULL ORDER BY trial LIMIT @limit",
            new { key, first, limit = IndexPageSize },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();

    public static async Task<List<TrialLease>> LeasesAsync(NpgsqlConnection connection, long key, long first, CancellationToken cancellation)
        => [.. (await connection.QueryAsync<(long Trial, int Attempt, string Owner, bool Live)>(new CommandDefinition(
            """
            SELECT trial, attempt, owner, leased_until > statement_timestamp() FROM trials
            WHERE sweep = @key AND trial >= @first AND in_flight ORDER BY trial LIMIT @limit
            """,
            new { key, first, limit = PageSize },
            cancellationToken: cancellation)).ConfigureAwait(false))
            .Select(row => new TrialLease(row.Trial, row.Attempt, row.Owner, row.Live))];

    public static async Task<List<FailureRow>> FailuresAsync(
        NpgsqlConnection connection, long key, long trial, int afterAttempt, long lastTrial, CancellationToken cancellation)
        => [.. (await connection.QueryAsync<(long Trial, int Attempt, DateTime At, string Owner, string Cause)>(new CommandDefinition(
            """
            SELECT trial, attempt, at, owner, cause FROM failures
            WHERE sweep = @key AND (trial, attempt) > (@trial, @afterAttempt) AND trial <= @lastTrial
            ORDER BY trial, attempt LIMIT @limit
            """,
            new { key, trial, afterAttempt, lastTrial, limit = PageSize },
            cancellationToken: cancellation)).ConfigureAwait(false))
            .Select(row => new FailureRow(row.Trial, new AttemptFailure(row.Attempt, new DateTimeOffset(row.At), row.Owner, row.Cause)))];

    public static async Task<List<TrialRow>> TrialsAsync(NpgsqlConnection connection, long key, long first, CancellationToken cancellation)
    {
        await using var command = Command(
            connection,
            """
            SELECT trial, attempt, owner, claimed, outcome, ending, task, epochs, steps, samples, best_epoch,
                   train_loss, train_score, validation_loss, validation_score, test_loss, test_score,
                   diverged_step, diverged_layer, detail, weights_hash, digest, started, seconds, worker
            FROM trials WHERE sweep = $1 AND trial >= $2 ORDER BY trial LIMIT $3
            """,
            key,
            first,
            PageSize);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var page = new List<TrialRow>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            page.Add(new TrialRow(
                reader.GetInt64(0),
                reader.GetInt32(1),
                reader.GetString(2),
                Time(reader, 3),
                reader.IsDBNull(4) ? null : Finished(reader)));
        }

        return page;
    }

    public static async Task<List<EpochRow>> EpochsAsync(
        NpgsqlConnection connection, long key, long trial, int afterEpoch, long lastTrial, CancellationToken cancellation)
    {
        await using var command = Command(
            connection,
            """
            SELECT trial, epoch, steps, samples, train_loss, train_score, validation_loss, validation_score, learning_rate, layers
            FROM epochs WHERE sweep = $1 AND (trial, epoch) > ($2, $3) AND trial <= $4
            ORDER BY trial, epoch LIMIT $5
            """,
            key,
            trial,
            afterEpoch,
            lastTrial,
            PageSize);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var page = new List<EpochRow>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            page.Add(Epoch(reader));
        return page;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }

    private static EpochRow Epoch(NpgsqlDataReader reader)
    {
        var trial = reader.GetInt64(0);
        var epoch = reader.GetInt32(1);
        try
        {
            return new EpochRow(trial, new EpochReport
            {
                Epoch = epoch,
                Steps = reader.GetInt64(2),
                Samples = reader.GetInt64(3),
                TrainLoss = reader.GetDouble(4),
                TrainScore = reader.GetDouble(5),
                ValidationLoss = reader.GetDouble(6),
                ValidationScore = reader.GetDouble(7),
                LearningRate = reader.GetDouble(8),
                Layers = LayerTelemetryCodec.Decode(reader.GetFieldValue<byte[]>(9)),
            });
        }
        catch (InvalidDataException exception)
        {
            throw new StoreException($"Epoch {epoch} of trial {trial} in the record is damaged: {exception.Message}", exception);
        }
    }

    private static FinishedTrial Finished(NpgsqlDataReader reader) => new(
        new TrialResult
        {
            Outcome = (TrialOutcome)reader.GetInt16(4),
            End = reader.IsDBNull(5) ? null : (TrainingEnd)reader.GetInt16(5),
            Task = (TaskKind)reader.GetInt16(6),
            Epochs = reader.GetInt32(7),
            Steps = reader.GetInt64(8),
            Samples = reader.GetInt64(9),
            BestEpoch = reader.GetInt32(10),
            TrainLoss = reader.GetDouble(11),
            TrainScore = reader.GetDouble(12),
            ValidationLoss = reader.GetDouble(13),
            ValidationScore = reader.GetDouble(14),
            TestLoss = reader.GetDouble(15),
            TestScore = reader.GetDouble(16),
            DivergedStep = reader.GetInt64(17),
            DivergedLayer = reader.GetInt32(18),
            Detail = reader.IsDBNull(19) ? null : reader.GetString(19),
            WeightsHash = reader.GetString(20),
        },
        reader.GetString(21),
        Time(reader, 22),
        reader.GetDouble(23),
        reader.GetString(24));

    private static DateTimeOffset Time(NpgsqlDataReader reader, int column) => new(reader.GetDateTime(column));
}
