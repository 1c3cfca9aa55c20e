using Orleans;

namespace Sweep.GrainHost;

/// <summary>Start and stop.</summary>
public sealed partial class EmbeddedGrainHost
{
    private readonly SemaphoreSlim _lifecycle = new(1, 1);

    /// <summary>Begins to take calls.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _lifecycle.WaitAsync(cancellationToken);
        try
        {
            if (_state != HostState.Created)
                throw new InvalidOperationException($"Host {Name} can be started only once.");
            _state = HostState.Running;
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>
    /// Takes no new calls but those between grains, lets the running ones end and deactivates all grains;
    /// all of it within <see cref="GrainHostOptions.StopTimeout"/> or until the token is cancelled.
    /// Callers that still wait are then told so.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _lifecycle.WaitAsync(CancellationToken.None);
        try
        {
            if (_state == HostState.Stopped)
                return;
            if (_state == HostState.Running)
            {
                _state = HostState.Draining;
                using var limit = new CancellationTokenSource(Options.StopTimeout, Time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
                using var half = new CancellationTokenSource(Options.StopTimeout / 2, Time);
                using var drain = CancellationTokenSource.CreateLinkedTokenSource(half.Token, cancellationToken);
                await Ledger.WhenDrained().WaitAsync(drain.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await DeactivateAllAsync(either.Token);
            }

            _state = HostState.Stopped;
            Ledger.FailAll(Unavailable);
            Ledger.Dispose();
            _idle.Dispose();
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
    }

    private async Task DeactivateAllAsync(CancellationToken token)
    {
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, $"Host {Name} is stopping.");
        while (!_directory.IsEmpty && !token.IsCancellationRequested)
        {
            var gone = new List<Task>();
            foreach (var (_, activation) in _directory.ToArray().OrderBy(entry => entry.Key))
            {
                activation.Deactivate(reason, token);
                gone.Add(activation.Deactivated);
            }

            await Task.WhenAll(gone).WaitAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (var (id, _) in _directory.ToArray().OrderBy(entry => entry.Key))
            Report(id, "its deactivation", new TimeoutException($"{id} was still busy when host {Name} had to stop."));
    }
}
