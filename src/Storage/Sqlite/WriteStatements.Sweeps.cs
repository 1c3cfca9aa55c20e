namespace Sweep.Storage.Sqlite;

/// <summary>What people do with whole sweeps.</summary>
internal static partial class WriteStatements
{
    public const string Request = """
        UPDATE sweeps SET request = CASE WHEN request = 2 AND $1 = 1 THEN 2 ELSE $1 END, requested = $2 WHERE id = $0
        """;

    /// <summary>A sweep that was over may go on, and nothing of what was asked before is asked of it.</summary>
    public const string Reopen = "UPDATE sweeps SET state = 2, updated = $1, request = 0 WHERE key = $0";

    public const string FindState = "SELECT state FROM sweeps WHERE key = $0";

    public const string FindTrials = "SELECT trials FROM sweeps WHERE key = $0";

    public const string WithdrawFailed = Withdraw + " AND outcome = 3";

    public const string WithdrawStopped = Withdraw + " AND outcome = 4 AND detail = $1";

    public const string Extend = """
        UPDATE sweeps
        SET name = $1, spec_yaml = $2, spec_hash = $3, base_directory = $4, trials = $5, state = $6, updated = $7, version = $8,
            request = CASE WHEN state IN (3, 4) THEN 0 ELSE request END
        WHERE key = $0
        """;

    public const string CopyTrial = $"""
        INSERT INTO trials (sweep, trial, {TrialColumns})
        SELECT $1, $3, {TrialColumns} FROM trials WHERE sweep = $0 AND trial = $2 AND outcome IS NOT NULL
        ON CONFLICT (sweep, trial) DO NOTHING
        RETURNING outcome
        """;

    public const string CopyEpochs = $"""
        INSERT INTO epochs (sweep, trial, {EpochColumns})
        SELECT $1, $3, {EpochColumns} FROM epochs WHERE sweep = $0 AND trial = $2 ORDER BY epoch
        """;

    public const string MarkDeleted = "INSERT INTO deleted (key) VALUES ($0)";

    public const string DeleteSweep = "DELETE FROM sweeps WHERE key = $0";

    public const string FindDeleted = "SELECT key FROM deleted LIMIT 1";

    public const string ForgetDeleted = "DELETE FROM deleted WHERE key = $0";

    /// <summary>Rows of a deleted sweep, a part at a time, so that other writes get their turn.</summary>
    public static readonly string[] Purges =
    [
        "DELETE FROM epochs WHERE key IN (SELECT key FROM epochs WHERE sweep = $0 LIMIT 4096)",
        "DELETE FROM checkpoints WHERE rowid IN (SELECT rowid FROM checkpoints WHERE sweep = $0 LIMIT 16)",
        "DELETE FROM failures WHERE sweep = $0 AND trial IN (SELECT trial FROM failures WHERE sweep = $0 ORDER BY trial LIMIT 4096)",
        "DELETE FROM trials WHERE sweep = $0 AND trial IN (SELECT trial FROM trials WHERE sweep = $0 ORDER BY trial LIMIT 4096)",
    ];

    private const string ResultColumns = """
        outcome, ending, task, epochs, steps, samples, best_epoch, train_loss, train_score, validation_loss, validation_score, test_loss, test_score,
        diverged_step, diverged_layer, detail, weights_hash, digest, started, seconds, worker,
        train_top_k, validation_top_k, test_top_k
        """;

    private const string TrialColumns = "attempt, owner, claimed, " + ResultColumns;

    private const string EpochColumns = """
        epoch, steps, train_loss, train_score, validation_loss, validation_score, learning_rate, layers, samples,
        train_top_k, validation_top_k
        """;

    private const string Withdraw = $"""
        UPDATE trials
        SET ({ResultColumns})
          = (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            failures = 0, lease = NULL
        WHERE sweep = $0
        """;
}
