using Orleans.Runtime;
using Sweep.GrainHost.Runtime;

namespace Sweep.GrainHost.Calls;

/// <summary>
/// One call on its way: what is asked of whom, and the caller's promise. Its arguments never change, so that a router
/// may deliver it more than once; only the first answer counts.
/// </summary>
public abstract class GrainCall : WorkItem
{
    private int _done;
    private CancellationTokenRegistration _registration;

    private protected GrainCall()
    {
    }

    /// <summary>The host of the caller.</summary>
    public EmbeddedGrainHost Sender { get; private set; } = null!;

    /// <summary>The grain that calls; none where the caller is not a grain.</summary>
    public GrainId? Caller { get; private set; }

    /// <summary>The grain that is called.</summary>
    public GrainId Target { get; private set; }

    /// <summary>The method that is called.</summary>
    public GrainMethod Method { get; private set; } = null!;

    /// <summary>Whether the caller has its answer, has given up or never wanted one.</summary>
    public bool IsDone => Volatile.Read(ref _done) != 0;

    /// <summary>The caller's token.</summary>
    internal CancellationToken Token { get; private set; }

    /// <summary>How long the caller waits.</summary>
    internal TimeSpan Timeout { get; private set; }

    internal DeadlineNode Deadline { get; } = new();

    internal sealed override bool Interleaves => Method.AlwaysInterleave;

    internal sealed override bool ReadOnly => Method.ReadOnly;

    /// <summary>Whether those who run it cannot know that its caller has given up.</summary>
    internal bool IsDetached { get; set; }

    internal sealed override bool IsStale => IsDone && !Method.OneWay && !IsDetached;

    internal override bool KeepsAlive => true;

    /// <summary>Takes the answer; any but the first is dropped, and a failure that nobody waits for is reported.</summary>
    /// <param name="outcome">What the method came to: a completed task.</param>
    public void Complete(Task outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (TryEnd())
            SetOutcome(outcome);
        else if (Failure(outcome) is { } failure)
            Sender.Report(Target, Method.OneWay ? $"{Method.Name}, which nobody waits for" : $"{Method.Name}, whose caller no longer waits", failure);
    }

    /// <summary>The exception of a completed task, as an await would throw it.</summary>
    internal static Exception? Failure(Task outcome)
    {
        if (outcome.IsCompletedSuccessfully)
            return null;
        if (outcome.Exception is { } faults)
            return faults.InnerExceptions[0];
        return new TaskCanceledException(outcome);
    }

    internal void Address(EmbeddedGrainHost sender, GrainId? caller, GrainId target, GrainMethod method, TimeSpan timeout, CancellationToken token)
    {
        Sender = sender;
        Caller = caller;
        Target = target;
        Method = method;
        Timeout = timeout;
        Token = token;
        Deadline.Owner = this;
    }

    internal void EndOneWay() => _done = 1;

    internal void WatchToken()
    {
        if (Token.CanBeCanceled)
            _registration = Token.UnsafeRegister(static call => ((GrainCall)call!).OnCanceled(), this);
    }

    internal bool OnTimeout()
    {
        if (!TryEnd())
            return false;
        var asked = Caller is { } caller ? $", as {caller} asked" : "";
        SetException(new TimeoutException($"{Target} did not answer {Method.Name} within {Timeout}{asked}. The call may still run to its end."));
        return true;
    }

    internal void Fail(Exception exception)
    {
        if (TryEnd())
            SetException(exception);
    }

    internal override Task Start(Activation activation)
        => Method.TakesToken ? activation.StartCancellable(this) : InvokeOn(activation.GrainInstance!, default);

    internal Task StartWith(Activation activation, CancellationToken token) => InvokeOn(activation.GrainInstance!, token);

    internal sealed override void Finish(Activation activation, Task outcome) => activation.Host.Router.Answer(this, outcome);

    /// <summary>Calls the method on the grain.</summary>
    /// <param name="grain">The grain's instance.</param>
    /// <param name="token">A token of this run alone; it is cancelled on a turn of the grain.</param>
    protected abstract Task InvokeOn(object grain, CancellationToken token);

    private protected abstract void SetOutcome(Task outcome);

    private protected abstract void SetException(Exception exception);

    private bool TryEnd()
    {
        if (Interlocked.Exchange(ref _done, 1) != 0)
            return false;
        Sender.Ledger.Remove(this);
        _registration.Unregister();
        return true;
    }

    private void OnCanceled()
    {
        if (!TryEnd())
            return;
        SetException(new OperationCanceledException(Token));
        Sender.Router.Cancel(this);
    }
}
