namespace Sweep.Storage.Postgres;

/// <summary>Statements of a lane's own: its session, its row and its transactions.</summary>
internal static class LaneStatements
{
    /// <summary>
    /// What a writing session needs. Every statement of a lane finds rows by key, and plans are made while tables are still
    /// small or statistics old: without these settings the planner may choose to scan what is soon a large table.
    /// A session that has lost its client must not hold its locks for the hours until TCP notices.
    /// Nothing may be acknowledged that a crash can take back, whatever the server's configuration says.
    /// </summary>
    public const string Configure = """
        SET enable_seqscan = off;
        SET enable_hashjoin = off;
        SET enable_mergejoin = off;
        SET jit = off;
        SET plan_cache_mode = force_generic_plan;
        SET lock_timeout = '20s';
        SET idle_in_transaction_session_timeout = '20s';
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
        """;

    /// <summary>Names the session after its lane.</summary>
    public const string Name = "SELECT set_config('application_name', @name, false)";

    /// <summary>Ends what is left of the lane's older sessions, which may still run the transaction whose end is to be known.</summary>
    public const string EndOlder = """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE application_name = @name AND pid <> pg_backend_pid()
        """;

    /// <summary>The lane's row, added where it is missing. Waits while an older session of the lane still holds it.</summary>
    public const string Enter = """
        INSERT INTO writers (id, sequence, answers, at) VALUES (@lane, 0, '', now())
        ON CONFLICT (id) DO UPDATE SET at = now()
        RETURNING sequence, answers
        """;

    /// <summary>Rows of writers that ended long ago without taking them along.</summary>
    public const string Clean = """
        DELETE FROM writers w
        WHERE w.at < now() - interval '30 days'
          AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.application_name = 'sweep ' || w.id)
        """;

    public const string Leave = "DELETE FROM writers WHERE id = @lane";

    public const string Begin = "BEGIN ISOLATION LEVEL READ COMMITTED";

    /// <summary>Locks the lane's row to the end of the transaction, so that a later session can wait for that end.</summary>
    public const string Lock = "SELECT sequence FROM writers WHERE id = $1 FOR UPDATE";

    public const string FindSweeps = "SELECT id AS Id, key AS Key FROM sweeps WHERE id = ANY (@ids)";

    public const string Count = """
        INSERT INTO counts (sweep, stripe, completed, diverged, failed, stopped, started)
        SELECT sweep, $2, completed, diverged, failed, stopped, started
        FROM unnest($1, $3, $4, $5, $6, $7) AS a (sweep, completed, diverged, failed, stopped, started)
        ORDER BY sweep
        ON CONFLICT (sweep, stripe) DO UPDATE
        SET completed = counts.completed + excluded.completed, diverged = counts.diverged + excluded.diverged,
            failed = counts.failed + excluded.failed, stopped = counts.stopped + excluded.stopped, started = counts.started + excluded.started
        """;

    public const string WriteDown = "UPDATE writers SET sequence = $2, answers = $3, at = now() WHERE id = $1";

    public const string Commit = "COMMIT";

    public const string Rollback = "ROLLBACK";
}
