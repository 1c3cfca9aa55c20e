namespace Sweep.Storage.Sqlite;

/// <summary>Leases, checkpoints and failures of attempts.</summary>
internal static partial class WriteStatements
{
    public const string FindCheckpoint = "SELECT epochs, state FROM checkpoints WHERE sweep = $0 AND trial = $1";

    public const string SaveCheckpoint = """
        INSERT INTO checkpoints (sweep, trial, epochs, state)
        SELECT $0, $1, $3, $4 FROM trials WHERE sweep = $0 AND trial = $1 AND attempt = $2 AND outcome IS NULL
        ON CONFLICT (sweep, trial) DO UPDATE SET epochs = excluded.epochs, state = excluded.state
        """;

    public const string DropCheckpoint = "DELETE FROM checkpoints WHERE sweep = $0 AND trial = $1";

    public const string Renew = "UPDATE trials INDEXED BY leases SET lease = $1 WHERE owner = $0 AND lease IS NOT NULL AND lease > 0";

    /// <summary>Gives the lease back; one that is NULL, because nobody can hold it, stays so.</summary>
    public const string Release = "UPDATE trials SET lease = lease * 0 WHERE sweep = $0 AND trial = $1 AND attempt = $2 AND outcome IS NULL";

    public const string VoidLeases = "UPDATE trials INDEXED BY leases SET lease = 0 WHERE lease IS NOT NULL AND lease > 0";

    public const string AddFailure = """
        INSERT INTO failures (sweep, trial, attempt, at, owner, cause)
        SELECT $0, $1, $2, $3, $4, $5 FROM trials WHERE sweep = $0 AND trial = $1 AND attempt = $2 AND outcome IS NULL
        ON CONFLICT (sweep, trial, attempt) DO NOTHING
        """;

    public const string CountFailure = "UPDATE trials SET failures = failures + 1, lease = lease * 0 WHERE sweep = $0 AND trial = $1";
}
