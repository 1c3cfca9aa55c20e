namespace Sweep.Storage.Postgres;

/// <summary>A write that waits for its transaction. Its answer may be read when <see cref="Done"/> has completed.</summary>
internal abstract class PostgresWrite(CancellationToken cancellation)
{
    // The caller's code must never run on the lane.
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    /// <summary>About how many bytes it sends, for transactions not to grow without bounds.</summary>
    public virtual int Weight => 512;

    /// <summary>Withdraws the write where it was cancelled and nothing of it can have been kept.</summary>
    public bool TryWithdraw() => cancellation.IsCancellationRequested && _done.TrySetCanceled(cancellation);

    /// <summary>Completes the caller's task; the transaction is on disk.</summary>
    public void Acknowledge() => _done.SetResult();

    /// <summary>Fails the caller's task.</summary>
    public void Fail(Exception exception) => _done.SetException(exception);

    /// <summary>Writes the answer down.</summary>
    public abstract void Put(BinaryWriter answers);

    /// <summary>Takes the answer from what <see cref="Put"/> wrote.</summary>
    public abstract void Take(BinaryReader answers);
}
