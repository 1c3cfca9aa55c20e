namespace Sweep.Storage.Postgres;

/// <summary>Statements that change whole sweeps.</summary>
internal static class SweepStatements
{
    public const string Create = """
        INSERT INTO sweeps (id, name, spec_yaml, spec_hash, base_directory, trials, state, created, updated, version)
        VALUES (@Id, @Name, @SpecYaml, @SpecHash, @BaseDirectory, @Trials, @State, @Created, @Updated, @Version)
        ON CONFLICT (id) DO NOTHING
        """;

    /// <summary>Withdraws the request that the state fulfils: all by 3 and 4 (finished, cancelled), a pause by 2 (paused).</summary>
    public const string SetState = """
        UPDATE sweeps
        SET state = @state, updated = @at, request = CASE WHEN @state IN (3, 4) OR (@state = 2 AND request = 1) THEN 0 ELSE request END
        WHERE id = @sweep AND (state <> 4 OR @state = 4)
        """;

    /// <summary>A pause (1) does not replace a cancellation (2).</summary>
    public const string Request = """
        UPDATE sweeps SET request = CASE WHEN request = 2 AND @request = 1 THEN 2 ELSE @request END, requested = @at
        WHERE id = @sweep
        """;

    /// <summary>A sweep that was over may go on, and nothing of what was asked before is asked of it.</summary>
    public const string Reopen = "UPDATE sweeps SET state = 2, updated = @at, request = 0 WHERE key = @key";

    /// <summary>One statement for all sweeps; leases that were given back stay so. In the order in which all writers lock.</summary>
    public const string Renew = """
        WITH mine AS (
            SELECT sweep, trial FROM trials WHERE in_flight AND owner = @owner AND leased_until > '-infinity'
            ORDER BY sweep, trial
            FOR NO KEY UPDATE)
        UPDATE trials t SET leased_until = statement_timestamp() + @lease
        FROM mine m WHERE t.sweep = m.sweep AND t.trial = m.trial
        """;

    /// <summary>Keeps a sweep from being deleted or changed by others, not from being written to.</summary>
    public const string Lock = "SELECT key AS Key, state AS State, trials AS Trials FROM sweeps WHERE id = @sweep FOR NO KEY UPDATE";

    public const string Hold = "SELECT key FROM sweeps WHERE id = @sweep FOR KEY SHARE";

    public const string WithdrawFailed = Withdraw + "AND outcome = 3";

    public const string WithdrawStopped = Withdraw + "AND outcome = 4 AND detail = @reason";

    public const string Extend = """
        UPDATE sweeps
        SET name = @Name, spec_yaml = @SpecYaml, spec_hash = @SpecHash, base_directory = @BaseDirectory, trials = @Trials,
            state = @State, updated = @Updated, version = @Version, request = CASE WHEN state IN (3, 4) THEN 0 ELSE request END
        WHERE id = @Id
        """;

    /// <summary>Copies results to indices where nothing was ever claimed, with their epochs; answers the outcomes.</summary>
    public const string Copy = $"""
        WITH places AS (SELECT * FROM unnest(@there, @here) AS p (there, here)),
        copied AS (
            INSERT INTO trials (sweep, trial, leased_until, in_flight, {ResultColumns})
            SELECT @target, p.here, '-infinity'::timestamptz, false, {ResultColumns}
            FROM places p JOIN trials t ON t.sweep = @source AND t.trial = p.there
            WHERE t.outcome IS NOT NULL
            ORDER BY p.here
            ON CONFLICT (sweep, trial) DO NOTHING
            RETURNING trial, outcome),
        with_epochs AS (
            INSERT INTO epochs (sweep, trial, {EpochColumns})
            SELECT @target, p.here, {EpochColumns}
            FROM copied c JOIN places p ON p.here = c.trial JOIN epochs e ON e.sweep = @source AND e.trial = p.there)
        SELECT outcome FROM copied
        """;

    public const string MarkDeleted = "INSERT INTO deleted (key) SELECT key FROM sweeps WHERE id = @sweep FOR UPDATE";

    public const string Delete = "DELETE FROM sweeps WHERE id = @sweep RETURNING key";

    public const string FindDeleted = "SELECT key FROM deleted ORDER BY key LIMIT 1 FOR UPDATE SKIP LOCKED";

    public const string ForgetDeleted = "DELETE FROM deleted WHERE key = @key";

    /// <summary>Lets a transaction read a part of a sweep's rows by their index; a bitmap would be made of all of them.</summary>
    public const string ReadInOrder = "SET LOCAL enable_indexscan = on";

    /// <summary>Rows of a deleted sweep, a part at a time, so that other writes get their turn.</summary>
    public static readonly string[] Purges =
    [
        Purge("epochs", 4096),
        Purge("checkpoints", 64),
        Purge("failures", 4096),
        Purge("trials", 4096),
        Purge("counts", 4096),
    ];

    private const string ResultColumns = """
        attempt, owner, claimed, outcome, ending, task, epochs, steps, samples, best_epoch,
        train_loss, train_score, validation_loss, validation_score, test_loss, test_score,
        diverged_step, diverged_layer, detail, weights_hash, digest, started, seconds, worker,
        train_top_k, validation_top_k, test_top_k
        """;

    private const string EpochColumns = "epoch, steps, samples, train_loss, train_score, validation_loss, validation_score, learning_rate, layers, train_top_k, validation_top_k";

    private const string Withdraw = """
        UPDATE trials
        SET outcome = NULL, ending = NULL, task = NULL, epochs = NULL, steps = NULL, samples = NULL, best_epoch = NULL,
            train_loss = NULL, train_score = NULL, validation_loss = NULL, validation_score = NULL, test_loss = NULL, test_score = NULL,
            diverged_step = NULL, diverged_layer = NULL, detail = NULL, weights_hash = NULL, digest = NULL, started = NULL, seconds = NULL,
            worker = NULL, train_top_k = NULL, validation_top_k = NULL, test_top_k = NULL, failures = 0
        WHERE sweep = @key 
        """;

    private static string Purge(string table, int rows)
        => FormattableString.Invariant($"DELETE FROM {table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {table} WHERE sweep = @key LIMIT {rows}))");
}
