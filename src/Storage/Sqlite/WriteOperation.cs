namespace Sweep.Storage.Sqlite;

/// <summary>A write that waits for its group. May run more than once: a group that is rolled back runs again in parts.</summary>
internal abstract class WriteOperation
{
    /// <summary>Withdraws the write where it was cancelled before its group began.</summary>
    public abstract bool TryWithdraw();

    /// <summary>Runs inside a transaction; the outcome is kept back until <see cref="Acknowledge"/>.</summary>
    public abstract void Run(WriteSession session);

    /// <summary>Completes the caller's task; the transaction is on disk.</summary>
    public abstract void Acknowledge();

    /// <summary>Fails the caller's task; nothing of this write was kept.</summary>
    public abstract void Fail(Exception exception);
}
