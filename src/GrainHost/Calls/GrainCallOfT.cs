namespace Sweep.GrainHost.Calls;

/// <summary>A call with a result. The classes made for each method of a grain interface derive from it.</summary>
/// <typeparam name="T">The result; <see cref="NoResult"/> where there is none.</typeparam>
public abstract class GrainCall<T> : GrainCall
{
    internal TaskCompletionSource<T>? Promise { get; set; }

    private protected sealed override void SetOutcome(Task outcome)
    {
        if (Failure(outcome) is { } failure)
            SetException(failure);
        else
            Promise!.TrySetResult(outcome is Task<T> typed ? typed.Result : default!);
    }

    private protected sealed override void SetException(Exception exception)
    {
        if (exception is OperationCanceledException cancelled)
            Promise!.TrySetCanceled(cancelled.CancellationToken);
        else
            Promise!.TrySetException(exception);
    }
}
