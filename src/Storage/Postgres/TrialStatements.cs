namespace Sweep.Storage.Postgres;

/// <summary>
/// Statements that write to many trials at once. Each trial stands at most once in a statement, and its row is locked
/// already, so that the fence (the newest attempt, no result) holds until the transaction ends.
/// </summary>
internal static class TrialStatements
{
    /// <summary>Holds sweeps against deletion; one that is gone does not come back.</summary>
    public const string HoldSweeps = "SELECT key FROM sweeps WHERE key = ANY ($1) ORDER BY key FOR KEY SHARE";

    /// <summary>Rows of trials that are claimed for the first time; the claim that follows counts the attempt.</summary>
    public const string AddTrials = """
        INSERT INTO trials (sweep, trial, attempt, owner, claimed, leased_until, in_flight)
        SELECT DISTINCT sweep, trial, 0, '', '-infinity'::timestamptz, '-infinity'::timestamptz, false
        FROM unnest($1, $2) AS a (sweep, trial)
        ORDER BY sweep, trial
        ON CONFLICT (sweep, trial) DO NOTHING
        RETURNING sweep
        """;

    /// <summary>Locks rows in one order, the same for all writers, so that no two wait for each other.</summary>
    public const string LockTrials = """
        SELECT count(*) FROM (
            SELECT 1 FROM unnest($1, $2) AS a (sweep, trial) JOIN trials t ON t.sweep = a.sweep AND t.trial = a.trial
            ORDER BY t.sweep, t.trial
            FOR NO KEY UPDATE OF t) AS locked
        """;

    /// <summary>Claims by compare and set, with what the claimers go on from; drops epochs behind the checkpoints.</summary>
    public const string Claim = """
        WITH claimed AS (
            UPDATE trials t
            SET attempt = t.attempt + 1, owner = a.owner, claimed = a.at, leased_until = statement_timestamp() + a.lease, in_flight = true
            FROM unnest($1, $2, $3, $4, $5, $6) AS a (ord, sweep, trial, owner, at, lease)
            WHERE t.sweep = a.sweep AND t.trial = a.trial AND t.outcome IS NULL
              AND (t.owner = a.owner OR t.leased_until <= statement_timestamp() OR NOT t.in_flight)
            RETURNING a.ord, t.sweep, t.trial, t.attempt, t.failures),
        dropped AS (
            DELETE FROM epochs e USING claimed c
            WHERE c.attempt > 1 AND e.sweep = c.sweep AND e.trial = c.trial
              AND e.epoch > coalesce((SELECT p.epochs FROM checkpoints p WHERE p.sweep = c.sweep AND p.trial = c.trial), 0))
        SELECT c.ord, c.attempt, c.failures, p.epochs, p.state
        FROM claimed c LEFT JOIN checkpoints p ON p.sweep = c.sweep AND p.trial = c.trial
        """;

    /// <summary>How trials stand after the claims; what was not claimed is finished or leased.</summary>
    public const string Standing = """
        SELECT a.ord, t.attempt, t.failures, t.outcome IS NOT NULL
        FROM unnest($1, $2, $3, $4) AS a (ord, sweep, trial, attempt) JOIN trials t ON t.sweep = a.sweep AND t.trial = a.trial
        """;

    public const string Fence = """
        SELECT a.ord
        FROM unnest($1, $2, $3, $4) AS a (ord, sweep, trial, attempt) JOIN trials t ON t.sweep = a.sweep AND t.trial = a.trial
        WHERE t.attempt = a.attempt AND t.attempt > 0 AND t.outcome IS NULL
        """;

    /// <summary>An epoch that comes twice is the same epoch: a trial is a pure function of spec and index.</summary>
    public const string AddEpochs = """
        INSERT INTO epochs (sweep, trial, epoch, steps, samples, train_loss, train_score, validation_loss, validation_score, learning_rate, layers)
        SELECT a.sweep, a.trial, a.epoch, a.steps, a.samples, a.train_loss, a.train_score, a.validation_loss, a.validation_score, a.learning_rate, a.layers
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
          AS a (sweep, trial, attempt, epoch, steps, samples, train_loss, train_score, validation_loss, validation_score, learning_rate, layers)
        JOIN trials t ON t.sweep = a.sweep AND t.trial = a.trial
        WHERE t.attempt = a.attempt AND t.attempt > 0 AND t.outcome IS NULL
        ON CONFLICT (sweep, trial, epoch) DO UPDATE
        SET steps = excluded.steps, samples = excluded.samples, train_loss = excluded.train_loss, train_score = excluded.train_score,
            validation_loss = excluded.validation_loss, validation_score = excluded.validation_score,
            learning_rate = excluded.learning_rate, layers = excluded.layers
        """;

    public const string SaveCheckpoints = """
        INSERT INTO checkpoints (sweep, trial, epochs, state)
        SELECT a.sweep, a.trial, a.epochs, a.state
        FROM unnest($1, $2, $3, $4, $5, $6) AS a (ord, sweep, trial, attempt, epochs, state)
        JOIN trials t ON t.sweep = a.sweep AND t.trial = a.trial
        WHERE t.attempt = a.attempt AND t.attempt > 0 AND t.outcome IS NULL
        ON CONFLICT (sweep, trial) DO UPDATE SET epochs = excluded.epochs, state = excluded.state
        """;

    public const string Finish = """
        WITH finished AS (
            UPDATE trials t
            SET outcome = a.outcome, ending = a.ending, task = a.task, epochs = a.epochs, steps = a.steps, samples = a.samples, best_epoch = a.best_epoch,
                train_loss = a.train_loss, train_score = a.train_score, validation_loss = a.validation_loss, validation_score = a.validation_score,
                test_loss = a.test_loss, test_score = a.test_score, diverged_step = a.diverged_step, diverged_layer = a.diverged_layer,
                detail = a.detail, weights_hash = a.weights_hash, digest = a.digest, started = a.started, seconds = a.seconds, worker = a.worker,
                leased_until = '-infinity', in_flight = false
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
              AS a (ord, sweep, trial, attempt, outcome, ending, task, epochs, steps, samples, best_epoch,
                    train_loss, train_score, validation_loss, validation_score, test_loss, test_score,
                    diverged_step, diverged_layer, detail, weights_hash, digest, started, seconds, worker)
            WHERE t.sweep = a.sweep AND t.trial = a.trial AND t.attempt = a.attempt AND t.attempt > 0 AND t.outcome IS NULL
            RETURNING a.ord, t.sweep, t.trial),
        dropped AS (
            DELETE FROM checkpoints p USING finished f WHERE p.sweep = f.sweep AND p.trial = f.trial)
        SELECT ord FROM finished
        """;

    public const string Release = """
        UPDATE trials t SET leased_until = '-infinity'
        FROM unnest($1, $2, $3, $4) AS a (ord, sweep, trial, attempt)
        WHERE t.sweep = a.sweep AND t.trial = a.trial AND t.attempt = a.attempt AND t.attempt > 0 AND t.outcome IS NULL
        RETURNING a.ord
        """;

    /// <summary>A second failure of one attempt changes nothing, so the rows added say which trials to change.</summary>
    public const string AddFailures = """
        WITH added AS (
            INSERT INTO failures (sweep, trial, attempt, at, owner, cause)
            SELECT a.sweep, a.trial, a.attempt, a.at, a.owner, a.cause
            FROM unnest($1, $2, $3, $4, $5, $6, $7) AS a (ord, sweep, trial, attempt, at, owner, cause)
            JOIN trials t ON t.sweep = a.sweep AND t.trial = a.trial
            WHERE t.attempt = a.attempt AND t.attempt > 0 AND t.outcome IS NULL
            ON CONFLICT (sweep, trial, attempt) DO NOTHING
            RETURNING sweep, trial)
        UPDATE trials t SET failures = t.failures + 1, leased_until = '-infinity'
        FROM added a WHERE t.sweep = a.sweep AND t.trial = a.trial
        """;

    public const string FindCheckpoints = """
        SELECT a.ord, p.epochs, p.state
        FROM unnest($1, $2, $3, $4) AS a (ord, sweep, trial, attempt) JOIN checkpoints p ON p.sweep = a.sweep AND p.trial = a.trial
        """;
}
