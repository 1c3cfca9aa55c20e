using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Runtime;

/// <summary>Activation and deactivation.</summary>
internal sealed partial class Activation
{
    private static readonly Action<object?> ActivateTurn = static activation => _ = ((Activation)activation!).ActivateAsync();
    private static readonly Action<object?> DeactivateTurn = static activation => _ = ((Activation)activation!).FinishDeactivationAsync();

    private static readonly Action<object?> WakeStreamsTurn = static activation => ((Activation)activation!).WakeStreams();

    private AsyncServiceScope? _scope;
    private DeactivationReason _reason;
    private CancellationToken _deactivationToken;
    private bool _deactivateOnceActive;
    private bool _wasActive;
    private TaskCompletionSource<NoResult>? _deactivated;
    private long _lastUsed;
    private DateTimeOffset _keepUntil;

    public Task Deactivated
    {
        get
        {
            lock (_gate)
            {
                if (_state == ActivationState.Gone)
                    return Task.CompletedTask;
                _deactivated ??= Host.Promises.Create<NoResult>();
                return _deactivated.Task;
            }
        }
    }

    /// <summary>When the idle collector should look at this activation next.</summary>
    internal IdleBucket? IdleBucket { get; set; }

    /// <summary>The activation's services, once they have been asked for.</summary>
    internal IServiceProvider ScopedServices
    {
        get
        {
            if (_scope is null && Host.Services.GetService(typeof(IServiceScopeFactory)) is null)
                return Host.Services;
            return (_scope ??= Host.Services.CreateAsyncScope()).ServiceProvider;
        }
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_state is ActivationState.Deactivating or ActivationState.Gone || _deactivateOnceActive)
                return;
            _reason = deactivationReason;
            _deactivationToken = cancellationToken;
            if (_state == ActivationState.Activating)
            {
                _deactivateOnceActive = true;
                return;
            }

            _wasActive = _state == ActivationState.Active;
            _state = ActivationState.Deactivating;
            if (_running == 0)
                _scheduler.Post(DeactivateTurn);
            else
                _scheduler.Post(WakeStreamsTurn);
        }
    }

    public void DelayDeactivation(TimeSpan span)
    {
        lock (_gate)
        {
            _keepUntil = span <= TimeSpan.Zero && span != Timeout.InfiniteTimeSpan ? default
                : span == Timeout.InfiniteTimeSpan || span > TimeSpan.FromDays(100_000) ? DateTimeOffset.MaxValue
                : Host.Time.GetUtcNow() + span;
        }
    }

    /// <summary>Deactivates when idle for the collection age; otherwise tells how long it may still live.</summary>
    public TimeSpan? CollectIfIdle(TimeSpan age)
    {
        lock (_gate)
        {
            if (_state is ActivationState.Gone or ActivationState.Deactivating)
                return null;
            if (_state != ActivationState.Active || _running > 0 || _waiting.Count > 0)
                return age;
            var left = age - Host.Time.GetElapsedTime(_lastUsed);
            var kept = _keepUntil == DateTimeOffset.MaxValue ? age : _keepUntil - Host.Time.GetUtcNow();
            left = left > kept ? left : kept;
            if (left > TimeSpan.Zero)
                return left;
        }

        Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, $"No call for {age}."));
        return null;
    }

    private async Task ActivateAsync()
    {
        try
        {
            GrainInstance = Class.Create(ActivationServices);
            if (GrainInstance is IGrainBase grain)
            {
                using var limit = new CancellationTokenSource(Host.Options.ActivationTimeout, Host.Time);
                var activation = grain.OnActivateAsync(limit.Token);
                if (!activation.IsCompleted)
                    await AwaitWithin(activation, "activate", Host.Options.ActivationTimeout, limit.Token);
                await activation;
            }
        }
        // Whatever a grain throws while it is activated belongs to those who called it.
        catch (Exception failure)
        {
            await FailActivationAsync(failure);
            return;
        }

        lock (_gate)
        {
            _lastUsed = Host.Time.GetTimestamp();
            if (_deactivateOnceActive)
            {
                _state = ActivationState.Deactivating;
                _scheduler.Post(DeactivateTurn);
            }
            else
            {
                _state = ActivationState.Active;
                PostPump();
            }
        }

        Host.OnActivated(this);
    }

    private async Task FailActivationAsync(Exception failure)
    {
        StopTimers();
        await DisposeInstanceAsync();
        var waiting = Leave(wasActivated: false);
        foreach (var item in waiting)
        {
            if (item is GrainCall { Method.OneWay: false } call)
                Host.Router.Answer(call, Task.FromException(failure));
        }

        if (!waiting.Any(item => item is GrainCall { Method.OneWay: false }))
            Host.Report(GrainId, "its activation", failure);
    }

    private async Task FinishDeactivationAsync()
    {
        StopTimers();
        if (_wasActive && GrainInstance is IGrainBase grain)
        {
            try
            {
                using var limit = new CancellationTokenSource(Host.Options.DeactivationTimeout, Host.Time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _deactivationToken);
                var deactivation = grain.OnDeactivateAsync(_reason, either.Token);
                if (!deactivation.IsCompleted)
                    await AwaitWithin(deactivation, "deactivate", Host.Options.DeactivationTimeout, either.Token);
                await deactivation;
            }
            // A grain that fails to say goodbye must go all the same; the failure is reported.
            catch (Exception failure)
            {
                Host.Report(GrainId, nameof(IGrainBase.OnDeactivateAsync), failure);
            }
        }

        await AbortStreamsAsync();
        await DisposeInstanceAsync();
        foreach (var item in Leave(wasActivated: GrainInstance is not null))
        {
            if (item is GrainCall call)
                Host.Deliver(call);
        }
    }

    private async Task AwaitWithin(Task task, string what, TimeSpan limit, CancellationToken token)
    {
        try
        {
            await task.WaitAsync(token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested && !task.IsCompleted)
        {
            throw new TimeoutException($"{GrainId} did not {what} within {limit}.");
        }
    }

    private async Task DisposeInstanceAsync()
    {
        try
        {
            if (GrainInstance is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else if (GrainInstance is IDisposable disposable)
                disposable.Dispose();
            if (_scope is { } scope)
                await scope.DisposeAsync();
        }
        // The activation must end all the same; the failure is reported.
        catch (Exception failure)
        {
            Host.Report(GrainId, "its disposal", failure);
        }
    }

    /// <summary>Leaves the directory, from when on calls go to the next activation, and gives back those that wait here.</summary>
    private List<WorkItem> Leave(bool wasActivated)
    {
        Host.Forget(this, wasActivated);
        List<WorkItem> waiting;
        TaskCompletionSource<NoResult>? deactivated;
        lock (_gate)
        {
            _state = ActivationState.Gone;
            waiting = _waiting.TakeAll();
            deactivated = _deactivated;
        }

        if (deactivated is not null)
            Host.Turns.Schedule(new Completion(deactivated));
        return waiting;
    }
}
