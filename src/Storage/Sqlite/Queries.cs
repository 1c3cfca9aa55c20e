using Dapper;
using Microsoft.Data.Sqlite;
using Sweep.Core.Results;

namespace Sweep.Storage.Sqlite;

/// <summary>
/// The queries. Long answers come in pages, each a short query that begins after the last row of the one before,
/// so that no reader holds the write-ahead log back.
/// </summary>
internal static class Queries
{
    public const int PageSize = 512;
    private const int IndexPageSize = 8192;

    private const string SweepColumns = """
        SELECT id AS Id, name AS Name, spec_yaml AS SpecYaml, spec_hash AS SpecHash, base_directory AS BaseDirectory, trials AS Trials,
               state AS State, created AS Created, updated AS Updated, version AS Version,
               completed AS Completed, diverged AS Diverged, failed AS Failed, stopped AS Stopped, started AS Started
        FROM sweeps
        """;

    public static SweepRow? Find(SqliteConnection connection, string sweep)
        => connection.QuerySingleOrDefault<SweepRow>(SweepColumns + " WHERE id = @sweep", new { sweep });

    public static List<SweepRow> List(SqliteConnection connection)
        => connection.Query<SweepRow>(SweepColumns + " ORDER BY created DESC, key DESC").AsList();

    public static long KeyOf(SqliteConnection connection, string sweep)
        => connection.QuerySingleOrDefault<long?>(WriteStatements.FindSweep.Replace("$0", "@sweep", StringComparison.Ordinal), new { sweep })
            ?? throw StoreGuard.UnknownSweep(sweep);

    public static List<long> FinishedIndices(SqliteConnection connection, long key, long first)
        => connection.Query<long>(
            "SELECT trial FROM trials WHERE sweep = @key AND trial >= @first AND outcome IS NOT NULL ORDER BY trial LIMIT @limit",
            new { key, first, limit = IndexPageSize }).AsList();

    public static List<TrialRow> Trials(SqliteConnection connection, long key, long first)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT trial, attempt, owner, claimed, outcome, ending, task, epochs, steps, samples, best_epoch,
                   train_loss, train_score, validation_loss, validation_score, test_loss, test_score,
                   diverged_step, diverged_layer, detail, weights_hash, digest, started, seconds, worker
            FROM trials WHERE sweep = $key AND trial >= $first ORDER BY trial LIMIT $limit
            """;
        command.Parameters.AddWithValue("$key", key);
        command.Parameters.AddWithValue("$first", first);
        command.Parameters.AddWithValue("$limit", PageSize);
        using var reader = command.ExecuteReader();
        var page = new List<TrialRow>();
        while (reader.Read())
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

    public static List<EpochRow> Epochs(SqliteConnection connection, long key, long trial, int afterEpoch, long lastTrial)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT trial, epoch, steps, train_loss, train_score, validation_loss, validation_score, learning_rate, layers
            FROM epochs WHERE sweep = $key AND (trial, epoch) > ($trial, $epoch) AND trial <= $last
            ORDER BY trial, epoch LIMIT $limit
            """;
        command.Parameters.AddWithValue("$key", key);
        command.Parameters.AddWithValue("$trial", trial);
        command.Parameters.AddWithValue("$epoch", afterEpoch);
        command.Parameters.AddWithValue("$last", lastTrial);
        command.Parameters.AddWithValue("$limit", PageSize);
        using var reader = command.ExecuteReader();
        var page = new List<EpochRow>();
        while (reader.Read())
            page.Add(Epoch(reader));
        return page;
    }

    public static SweepRequest Request(SqliteConnection connection, string sweep)
        => (SweepRequest)(connection.QuerySingleOrDefault<long?>("SELECT request FROM sweeps WHERE id = @sweep", new { sweep }) ?? throw StoreGuard.UnknownSweep(sweep));

    public static List<TrialLease> Leases(SqliteConnection connection, long key, long first, DateTimeOffset now)
        => [.. connection.Query<(long Trial, long Attempt, string Owner, long Live)>(
            """
            SELECT trial, attempt, owner, lease > @now FROM trials INDEXED BY leases
            WHERE sweep = @key AND trial >= @first AND lease IS NOT NULL ORDER BY trial LIMIT @limit
            """,
            new { key, first, now = now.UtcTicks, limit = PageSize })
            .Select(row => new TrialLease(row.Trial, (int)row.Attempt, row.Owner, row.Live == 1))];

    public static List<FailureRow> Failures(SqliteConnection connection, long key, long trial, int afterAttempt, long lastTrial)
        => [.. connection.Query<(long Trial, long Attempt, long At, string Owner, string Cause)>(
            """
            SELECT trial, attempt, at, owner, cause FROM failures
            WHERE sweep = @key AND (trial, attempt) > (@trial, @afterAttempt) AND trial <= @lastTrial
            ORDER BY trial, attempt LIMIT @limit
            """,
            new { key, trial, afterAttempt, lastTrial, limit = PageSize })
            .Select(row => new FailureRow(row.Trial, new AttemptFailure((int)row.Attempt, new DateTimeOffset(row.At, TimeSpan.Zero), row.Owner, row.Cause)))];

    private static EpochRow Epoch(SqliteDataReader reader)
    {
        var trial = reader.GetInt64(0);
        var epoch = reader.GetInt32(1);
        try
        {
            return new EpochRow(trial, new EpochReport
            {
                Epoch = epoch,
                Steps = reader.GetInt64(2),
                TrainLoss = Number(reader, 3),
                TrainScore = Number(reader, 4),
                ValidationLoss = Number(reader, 5),
                ValidationScore = Number(reader, 6),
                LearningRate = Number(reader, 7),
                Layers = LayerTelemetryCodec.Decode(reader.GetFieldValue<byte[]>(8)),
            });
        }
        catch (InvalidDataException exception)
        {
            throw new StoreException($"Epoch {epoch} of trial {trial} in the record is damaged: {exception.Message}", exception);
        }
    }

    private static FinishedTrial Finished(SqliteDataReader reader) => new(
        new TrialResult
        {
            Outcome = (TrialOutcome)reader.GetInt32(4),
            End = reader.IsDBNull(5) ? null : (TrainingEnd)reader.GetInt32(5),
            Task = (TaskKind)reader.GetInt32(6),
            Epochs = reader.GetInt32(7),
            Steps = reader.GetInt64(8),
            Samples = reader.GetInt64(9),
            BestEpoch = reader.GetInt32(10),
            TrainLoss = Number(reader, 11),
            TrainScore = Number(reader, 12),
            ValidationLoss = Number(reader, 13),
            ValidationScore = Number(reader, 14),
            TestLoss = Number(reader, 15),
            TestScore = Number(reader, 16),
            DivergedStep = reader.GetInt64(17),
            DivergedLayer = reader.GetInt32(18),
            Detail = reader.IsDBNull(19) ? null : reader.GetString(19),
            WeightsHash = reader.GetString(20),
        },
        reader.GetString(21),
        Time(reader, 22),
        Number(reader, 23),
        reader.GetString(24));

    private static double Number(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? double.NaN : reader.GetDouble(column);

    private static DateTimeOffset Time(SqliteDataReader reader, int column) => new(reader.GetInt64(column), TimeSpan.Zero);
}
