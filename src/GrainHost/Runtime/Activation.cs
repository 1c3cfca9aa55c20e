using Orleans.Runtime;
using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Runtime;

/// <summary>One life of one grain: its instance, what runs on it and what waits for its turn.</summary>
internal sealed partial class Activation : IGrainContext
{
    private static readonly Action<object?> PumpTurn = static activation => ((Activation)activation!).Pump();

    private readonly Lock _gate = new();
    private readonly ActivationScheduler _scheduler;
    private readonly WorkQueue _waiting = new();
    private ActivationState _state;
    private bool _pumpPosted;
    private int _running;
    private int _blocking;
    private bool _blockedByReaders;
    private List<(GrainCall Call, CancellationTokenSource Source)>? _cancellable;

    public Activation(EmbeddedGrainHost host, GrainClass grainClass, GrainId id)
    {
        Host = host;
        Class = grainClass;
        GrainId = id;
        _scheduler = new ActivationScheduler(this);
        ActivationServices = new ActivationServices(this);
    }

    public EmbeddedGrainHost Host { get; }

    public GrainClass Class { get; }

    public GrainId GrainId { get; }

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices { get; }

    public GrainReference GrainReference => Host.References.Untyped(GrainId);

    /// <summary>Calls and ticks that wait for their turn.</summary>
    public int Waiting => _waiting.Count;

    public static Activation Of(IGrainContext context)
        => context as Activation ?? throw new InvalidOperationException($"{context.GetType().FullName} is no activation of this host.");

    /// <summary>Takes a call or tick; false when the activation is gone, so that it must go to the next one.</summary>
    public bool TryEnqueue(WorkItem item)
    {
        lock (_gate)
        {
            if (_state == ActivationState.Gone)
                return false;
            _waiting.Add(item);
            if (_state == ActivationState.Created)
            {
                _state = ActivationState.Activating;
                _scheduler.Post(ActivateTurn);
            }

            PostPump();
        }

        return true;
    }

    /// <summary>Starts a call with a token of its own, which is cancelled on a turn.</summary>
    public Task StartCancellable(GrainCall call)
    {
        var source = new CancellationTokenSource();
        lock (_gate)
            (_cancellable ??= []).Add((call, source));
        Task? outcome = null;
        try
        {
            outcome = call.StartWith(this, source.Token);
            return outcome;
        }
        finally
        {
            if (outcome is null or { IsCompleted: true })
                Forget(call, source);
            else
                _ = ForgetLater(call, source, outcome);
        }
    }

    /// <summary>Drops the call if it still waits; otherwise cancels its token, on a turn.</summary>
    public void Cancel(GrainCall call)
    {
        lock (_gate)
        {
            if (_waiting.Remove(call) || _cancellable is not { Count: > 0 })
                return;
        }

        _scheduler.Post(_ => CancelRunning(call));
    }

    private async Task ForgetLater(GrainCall call, CancellationTokenSource source, Task outcome)
    {
        await outcome.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Forget(call, source);
    }

    private void Forget(GrainCall call, CancellationTokenSource source)
    {
        lock (_gate)
            _cancellable!.Remove((call, source));
        source.Dispose();
    }

    private void CancelRunning(GrainCall call)
    {
        List<CancellationTokenSource> sources;
        lock (_gate)
            sources = [.. _cancellable!.Where(running => ReferenceEquals(running.Call, call)).Select(running => running.Source)];
        foreach (var source in sources)
        {
            try
            {
                source.Cancel();
            }
            catch (AggregateException failures)
            {
                foreach (var failure in failures.InnerExceptions)
                    Host.Report(GrainId, $"a cancellation callback of {call.Method.Name}", failure);
            }
        }
    }

    private void PostPump()
    {
        if (_pumpPosted || _state != ActivationState.Active || _waiting.Count == 0)
            return;
        _pumpPosted = true;
        _scheduler.Post(PumpTurn);
    }

    private void Pump()
    {
        var ambient = ExecutionContext.Capture();
        lock (_gate)
            _pumpPosted = false;
        while (TryTake() is { } item)
        {
            Task outcome;
            try
            {
                outcome = item.Start(this) ?? Task.FromException(new InvalidOperationException($"A method of {Class.Type.Name} returned null instead of a task."));
            }
            // Whatever a grain throws belongs to its caller.
            catch (Exception failure)
            {
                outcome = Task.FromException(failure);
            }

            // What a method that is not async left in ambient values must not reach the next call.
            if (ambient is not null && ExecutionContext.Capture() != ambient)
                ExecutionContext.Restore(ambient);
            if (outcome.IsCompleted)
                Finish(item, outcome);
            else
                _ = FinishLater(item, outcome);
        }
    }

    private WorkItem? TryTake()
    {
        lock (_gate)
        {
            if (_state != ActivationState.Active)
                return null;
            var item = _waiting.Take(_blocking == 0 || Class.Reentrant, _blockedByReaders);
            if (item is null)
                return null;
            _running++;
            if (!item.Interleaves)
            {
                _blockedByReaders = item.ReadOnly && (_blocking == 0 || _blockedByReaders);
                _blocking++;
            }

            return item;
        }
    }

    private async Task FinishLater(WorkItem item, Task outcome)
    {
        await outcome.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Finish(item, outcome);
    }

    private void Finish(WorkItem item, Task outcome)
    {
        try
        {
            item.Finish(this, outcome);
        }
        finally
        {
            lock (_gate)
            {
                _running--;
                if (!item.Interleaves)
                    _blocking--;
                if (item.KeepsAlive)
                    _lastUsed = Host.Time.GetTimestamp();
                if (_state == ActivationState.Deactivating && _running == 0)
                    _scheduler.Post(DeactivateTurn);
                else
                    PostPump();
            }
        }
    }
}
