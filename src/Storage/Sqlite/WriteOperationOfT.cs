namespace Sweep.Storage.Sqlite;

/// <summary>A write with an answer.</summary>
internal sealed class WriteOperation<T>(Func<WriteSession, T> body, CancellationToken cancellation) : WriteOperation
{
    // The caller's code must never run on the writer's thread.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _pending;

    public Task<T> Answer => _answer.Task;

    public override bool TryWithdraw() => cancellation.IsCancellationRequested && _answer.TrySetCanceled(cancellation);

    public override void Run(WriteSession session) => _pending = body(session);

    public override void Acknowledge() => _answer.SetResult(_pending!);

    public override void Fail(Exception exception) => _answer.SetException(exception);
}
