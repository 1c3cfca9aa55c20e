namespace Sweep.Storage.Sqlite;

/// <summary>Leases, checkpoints and failures of attempts.</summary>
internal sealed partial class WriteSession
{
    public bool SaveCheckpoint(string sweep, long trial, int attempt, TrialCheckpoint checkpoint)
    {
        var statement = Prepared(WriteStatements.SaveCheckpoint);
        var accepted = Fence(statement, sweep, trial, attempt).Bind(3, checkpoint.Epochs).Bind(4, checkpoint.State.AsSpan()).Execute() == 1;
        // The bytes are not held until the next checkpoint.
        statement.Bind(4, []);
        return accepted;
    }

    public int Renew(string owner, DateTimeOffset until) => Prepared(WriteStatements.Renew).Bind(0, owner).Bind(1, until.UtcTicks).Execute();

    public bool Release(string sweep, long trial, int attempt) => Fence(Prepared(WriteStatements.Release), sweep, trial, attempt).Execute() == 1;

    public bool Fail(string sweep, long trial, int attempt, AttemptFailure failure)
    {
        var added = Fence(Prepared(WriteStatements.AddFailure), sweep, trial, attempt)
            .Bind(3, failure.At.UtcTicks)
            .Bind(4, failure.Owner)
            .Bind(5, failure.Cause)
            .Execute() == 1;
        return added
            ? Prepared(WriteStatements.CountFailure).Bind(0, KeyOf(sweep)).Bind(1, trial).Execute() == 1
            : Fence(_isCurrent, sweep, trial, attempt).QueryNumber() is not null;
    }

    private PreparedStatement Fence(PreparedStatement statement, string sweep, long trial, int attempt)
        => statement.Bind(0, KeyOf(sweep)).Bind(1, trial).Bind(2, attempt);
}
