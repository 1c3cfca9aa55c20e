using System.Runtime.CompilerServices;
using Sweep.Silo.Api.Documents;

namespace Sweep.Silo.Api.Sweeps;

/// <summary>How one sweep goes: one writer, any number of readers, each of whom gets the newest and none of whom holds the writer up.</summary>
internal sealed class SweepFeed
{
    private readonly Lock _gate = new();
    private SweepItem? _latest;
    private bool _closed;
    private TaskCompletionSource _changed = NewSource();

    /// <summary>The newest; null before the first.</summary>
    public SweepItem? Latest
    {
        get
        {
            lock (_gate)
                return _latest;
        }
    }

    /// <summary>Hands out a newer one.</summary>
    public void Publish(SweepItem item)
    {
        lock (_gate)
            _latest = item;
        Signal(close: false);
    }

    /// <summary>Lets readers end after the newest.</summary>
    public void Close() => Signal(close: true);

    /// <summary>The newest, and each newer one in time; those that came in between are passed over.</summary>
    public async IAsyncEnumerable<SweepItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        SweepItem? seen = null;
        while (true)
        {
            SweepItem? latest;
            bool closed;
            Task changed;
            lock (_gate)
                (latest, closed, changed) = (_latest, _closed, _changed.Task);
            if (latest is not null && !ReferenceEquals(latest, seen))
                yield return seen = latest;
            else if (closed)
                yield break;
            else
                await changed.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    private void Signal(bool close)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _closed |= close;
            (changed, _changed) = (_changed, NewSource());
        }

        changed.SetResult();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
