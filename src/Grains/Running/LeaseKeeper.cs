using Microsoft.Extensions.Logging;
using Sweep.Storage;

namespace Sweep.Grains.Running;

/// <summary>
/// Renews the leases of all trials that this silo holds, in one statement. Attempts whose lease is lost, to another owner
/// or because the record could not be reached for as long as it lasts, are taken back; leases that the record has of this
/// silo and that nobody here knows are given back. Safe on any thread.
/// </summary>
public sealed partial class LeaseKeeper(ISweepStore store, SiloInstance instance, TimeProvider time, ILogger<LeaseKeeper> logger, GrainTimings? timings = null) : IDisposable
{
    private readonly GrainTimings _timings = timings ?? new();
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Sweep, long Trial), HeldLease> _held = [];
    private readonly HashSet<string> _sweeps = new(StringComparer.Ordinal);
    private Dictionary<(string Sweep, long Trial), int> _unknown = [];
    private ITimer? _timer;
    private bool _renewing;
    private bool _disposed;

    /// <summary>How long a lease lasts.</summary>
    public TimeSpan Duration => _timings.Lease;

    /// <summary>Trials held, with those that are about to be.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _held.Count;
        }
    }

    /// <summary>A trial is about to be claimed.</summary>
    public HeldLease Expect(string sweep, long trial)
    {
        var lease = new HeldLease(this, sweep, trial);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _held[(sweep, trial)] = lease;
            _sweeps.Add(sweep);
            _timer ??= time.CreateTimer(static keeper => _ = ((LeaseKeeper)keeper!).RenewAsync(), this, _timings.Renewal, _timings.Renewal);
        }

        return lease;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    internal void Hold(HeldLease lease, int attempt, Action lost)
    {
        lock (_gate)
            (lease.Attempt, lease.Lost, lease.Since) = (attempt, lost, time.GetTimestamp());
    }

    internal void Settle(HeldLease lease)
    {
        lock (_gate)
            lease.Attempt = 0;
    }

    internal void Drop(HeldLease lease)
    {
        lock (_gate)
        {
            lease.Attempt = 0;
            if (_held.TryGetValue((lease.Sweep, lease.Trial), out var held) && held == lease)
                _held.Remove((lease.Sweep, lease.Trial));
        }
    }

    private async Task RenewAsync()
    {
        lock (_gate)
        {
            if (_disposed || _renewing || _held.Count == 0)
                return;
            _renewing = true;
        }

        try
        {
            await RenewAllAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever the record fails with, the next period tries again; what it means for the attempts is decided here.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotRenewed(instance.Name, exception);
            Lose(Held().Where(held => time.GetElapsedTime(held.Since) >= _timings.Lease).Select(held => held.Lease));
        }
        finally
        {
            lock (_gate)
                _renewing = false;
        }
    }

    private async Task RenewAllAsync()
    {
        var start = time.GetTimestamp();
        var held = Held();
        var renewed = await store.RenewLeasesAsync(instance.Name, _timings.Lease).ConfigureAwait(false);

        // Equal numbers say nothing of which: one lost and one unknown would hide each other. So the sets are compared
        // unless nothing at all can have gone astray.
        var recorded = renewed == 0 ? [] : await ReadAsync().ConfigureAwait(false);
        var lost = new List<HeldLease>();
        lock (_gate)
        {
            foreach (var (lease, attempt, _) in held)
            {
                if (lease.Attempt != attempt)
                    continue;
                if (recorded.GetValueOrDefault((lease.Sweep, lease.Trial)) == attempt)
                    lease.Since = start;
                else
                    lost.Add(lease);
            }
        }

        Lose(lost);
        await ReturnAsync(recorded).ConfigureAwait(false);
    }

    // In order of sweep and trial, so that the same run gives the same order everywhere.
    private List<(HeldLease Lease, int Attempt, long Since)> Held()
    {
        lock (_gate)
        {
            return [.. _held.Values
                .Where(lease => lease.Attempt > 0)
                .OrderBy(lease => lease.Sweep, StringComparer.Ordinal)
                .ThenBy(lease => lease.Trial)
                .Select(lease => (lease, lease.Attempt, lease.Since))];
        }
    }

    private async Task<Dictionary<(string Sweep, long Trial), int>> ReadAsync()
    {
        List<string> sweeps;
        lock (_gate)
            sweeps = [.. _sweeps.Order(StringComparer.Ordinal)];
        var recorded = new Dictionary<(string, long), int>();
        foreach (var sweep in sweeps)
        {
            if (await store.FindAsync(sweep).ConfigureAwait(false) is null)
            {
                lock (_gate)
                    _sweeps.Remove(sweep);
                continue;
            }

            await foreach (var lease in store.ReadLeasesAsync(sweep).ConfigureAwait(false))
            {
                if (lease.Live && lease.Owner == instance.Name)
                    recorded.Add((sweep, lease.Index), lease.Attempt);
            }
        }

        return recorded;
    }

    // A trial whose end was just being written is unknown for a moment; one that is still so at the next look was left
    // behind, by an activation that broke or by an answer to a claim that never came.
    private async Task ReturnAsync(Dictionary<(string Sweep, long Trial), int> recorded)
    {
        Dictionary<(string Sweep, long Trial), int> unknown;
        lock (_gate)
        {
            unknown = recorded.Where(lease => !_held.ContainsKey(lease.Key)).ToDictionary();
            _sweeps.IntersectWith(_held.Keys.Concat(recorded.Keys).Select(key => key.Sweep).ToHashSet(StringComparer.Ordinal));
        }

        foreach (var (key, attempt) in unknown.OrderBy(lease => lease.Key.Sweep, StringComparer.Ordinal).ThenBy(lease => lease.Key.Trial))
        {
            if (_unknown.GetValueOrDefault(key) != attempt)
                continue;
            LogUnknown(key.Sweep, key.Trial, attempt);
            await store.ReleaseAsync(key.Sweep, key.Trial, attempt).ConfigureAwait(false);
        }

        _unknown = unknown;
    }

    private void Lose(IEnumerable<HeldLease> leases)
    {
        foreach (var lease in leases.ToList())
        {
            LogLost(lease.Sweep, lease.Trial);
            lease.Lost();
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The leases of {Instance} could not be renewed")]
    private partial void LogNotRenewed(string instance, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Sweep {Sweep}: the lease of trial {Trial} is lost, and its attempt is taken back")]
    private partial void LogLost(string sweep, long trial);

    [LoggerMessage(3, LogLevel.Warning, "Sweep {Sweep}: attempt {Attempt} at trial {Trial} is held for nobody here, and is given back")]
    private partial void LogUnknown(string sweep, long trial, int attempt);
}
