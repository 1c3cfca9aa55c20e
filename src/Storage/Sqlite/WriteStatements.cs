namespace Sweep.Storage.Sqlite;

/// <summary>The statements that write.</summary>
internal static partial class WriteStatements
{
    public const string FindSweep = "SELECT key FROM sweeps WHERE id = $0";

    /// <summary>A key is not given again while rows of a deleted sweep still carry it.</summary>
    public const string CreateSweep = """
        INSERT INTO sweeps (key, id, name, spec_yaml, spec_hash, base_directory, trials, state, created, updated, version)
        SELECT 1 + coalesce(max(key), 0), $0, $1, $2, $3, $4, $5, $6, $7, $8, $9
        FROM (SELECT max(key) AS key FROM sweeps UNION ALL SELECT max(key) FROM deleted) WHERE true
        ON CONFLICT (id) DO NOTHING
        """;

    /// <summary>Withdraws the request that the state fulfils: all by 3 and 4 (finished, cancelled), a pause by 2 (paused).</summary>
    public const string SetState = """
        UPDATE sweeps
        SET state = $1, updated = $2, request = CASE WHEN $1 IN (3, 4) OR ($1 = 2 AND request = 1) THEN 0 ELSE request END
        WHERE key = $0 AND (state <> 4 OR $1 = 4)
        """;

    /// <summary>A compare and set in one statement: no row comes back where the trial is finished or another owner's lease holds.</summary>
    public const string Claim = """
        INSERT INTO trials (sweep, trial, attempt, owner, claimed, lease) VALUES ($0, $1, 1, $2, $3, $4)
        ON CONFLICT (sweep, trial) DO UPDATE
        SET attempt = attempt + 1, owner = excluded.owner, claimed = excluded.claimed, lease = excluded.lease
        WHERE outcome IS NULL AND (owner = excluded.owner OR lease IS NULL OR lease <= $5)
        RETURNING attempt, failures
        """;

    public const string FindAttempt = "SELECT attempt, failures, outcome IS NOT NULL FROM trials WHERE sweep = $0 AND trial = $1";

    public const string DropEpochs = "DELETE FROM epochs WHERE sweep = $0 AND trial = $1 AND epoch > $2";

    /// <summary>The fence: the newest attempt, of a trial that has no result and had none withdrawn since, which is where lease is NULL.</summary>
    public const string IsCurrent = "SELECT 1 FROM trials WHERE sweep = $0 AND trial = $1 AND attempt = $2 AND lease IS NOT NULL";

    /// <summary>An epoch that comes twice is the same epoch: a trial is a pure function of spec and index.</summary>
    public const string AddEpoch = """
        INSERT INTO epochs (sweep, trial, epoch, steps, train_loss, train_score, validation_loss, validation_score, learning_rate, layers, samples, train_top_k, validation_top_k)
        SELECT $0, $1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
        FROM trials WHERE sweep = $0 AND trial = $1 AND attempt = $2 AND lease IS NOT NULL
        ON CONFLICT (sweep, trial, epoch) DO UPDATE
        SET steps = excluded.steps, train_loss = excluded.train_loss, train_score = excluded.train_score,
            validation_loss = excluded.validation_loss, validation_score = excluded.validation_score,
            learning_rate = excluded.learning_rate, layers = excluded.layers, samples = excluded.samples,
            train_top_k = excluded.train_top_k, validation_top_k = excluded.validation_top_k
        """;

    public const string Finish = """
        UPDATE trials
        SET outcome = $3, ending = $4, task = $5, epochs = $6, steps = $7, samples = $8, best_epoch = $9,
            train_loss = $10, train_score = $11, validation_loss = $12, validation_score = $13, test_loss = $14, test_score = $15,
            diverged_step = $16, diverged_layer = $17, detail = $18, weights_hash = $19,
            digest = $20, started = $21, seconds = $22, worker = $23,
            train_top_k = $24, validation_top_k = $25, test_top_k = $26, lease = NULL
        WHERE sweep = $0 AND trial = $1 AND attempt = $2 AND lease IS NOT NULL
        """;

    public const string Count = """
        UPDATE sweeps
        SET completed = completed + $1, diverged = diverged + $2, failed = failed + $3, stopped = stopped + $4, started = started + $5
        WHERE key = $0
        """;
}
