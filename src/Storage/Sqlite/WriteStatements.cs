namespace Sweep.Storage.Sqlite;

/// <summary>The statements that write.</summary>
internal static class WriteStatements
{
    public const string FindSweep = "SELECT key FROM sweeps WHERE id = $0";

    public const string CreateSweep = """
        INSERT INTO sweeps (id, name, spec_yaml, spec_hash, base_directory, trials, state, created, updated, version)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (id) DO NOTHING
        """;

    public const string SetState = "UPDATE sweeps SET state = $1, updated = $2 WHERE key = $0";

    public const string Claim = """
        INSERT INTO trials (sweep, trial, attempt, owner, claimed) VALUES ($0, $1, 1, $2, $3)
        ON CONFLICT (sweep, trial) DO UPDATE
        SET attempt = attempt + 1, owner = excluded.owner, claimed = excluded.claimed
        WHERE outcome IS NULL
        RETURNING attempt
        """;

    public const string FindAttempt = "SELECT attempt FROM trials WHERE sweep = $0 AND trial = $1";

    public const string DropEpochs = "DELETE FROM epochs WHERE sweep = $0 AND trial = $1";

    public const string IsCurrent = "SELECT 1 FROM trials WHERE sweep = $0 AND trial = $1 AND attempt = $2 AND outcome IS NULL";

    /// <summary>An epoch that comes twice is the same epoch: a trial is a pure function of spec and index.</summary>
    public const string AddEpoch = """
        INSERT INTO epochs (sweep, trial, epoch, steps, train_loss, train_score, validation_loss, validation_score, learning_rate, layers, train_top_k, validation_top_k)
        SELECT $0, $1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
        FROM trials WHERE sweep = $0 AND trial = $1 AND attempt = $2 AND outcome IS NULL
        ON CONFLICT (sweep, trial, epoch) DO UPDATE
        SET steps = excluded.steps, train_loss = excluded.train_loss, train_score = excluded.train_score,
            validation_loss = excluded.validation_loss, validation_score = excluded.validation_score,
            learning_rate = excluded.learning_rate, layers = excluded.layers,
            train_top_k = excluded.train_top_k, validation_top_k = excluded.validation_top_k
        """;

    public const string Finish = """
        UPDATE trials
        SET outcome = $3, ending = $4, task = $5, epochs = $6, steps = $7, samples = $8, best_epoch = $9,
            train_loss = $10, train_score = $11, validation_loss = $12, validation_score = $13, test_loss = $14, test_score = $15,
            diverged_step = $16, diverged_layer = $17, detail = $18, weights_hash = $19,
            digest = $20, started = $21, seconds = $22, worker = $23,
            train_top_k = $24, validation_top_k = $25, test_top_k = $26
        WHERE sweep = $0 AND trial = $1 AND attempt = $2 AND outcome IS NULL
        """;

    public const string Count = """
        UPDATE sweeps
        SET completed = completed + $1, diverged = diverged + $2, failed = failed + $3, stopped = stopped + $4, started = started + $5
        WHERE key = $0
        """;
}
