using Sweep.GrainHost.Calls;
using Sweep.GrainHost.Runtime;

namespace Sweep.GrainHost.Streams;

/// <summary>A stream that is being read, at the grain's side; all of it runs on the grain's turns.</summary>
internal sealed class OpenStream<T> : OpenStream
{
    private readonly EmbeddedGrainHost _host;
    private readonly CancellationTokenSource _left = new();
    private readonly IAsyncEnumerator<T> _items;
    private Task<bool>? _pending;
    private TaskCompletionSource<bool>? _wake;

    public OpenStream(EmbeddedGrainHost host, object grain, StreamSource<T> source)
    {
        _host = host;
        _items = source.Open(grain, _left.Token).GetAsyncEnumerator(_left.Token);
    }

    /// <summary>Whatever items are there; where there are none, it waits for one, but for no longer than half a call may last.</summary>
    public async Task<StreamPage<T>> ReadAsync()
    {
        Seen = Busy = true;
        var items = new List<T>();
        try
        {
            while (items.Count < PageSize)
            {
                _pending ??= _items.MoveNextAsync().AsTask();
                if (!_pending.IsCompleted)
                {
                    if (items.Count > 0 || !await WaitAsync(_pending))
                        return new StreamPage<T>(StreamStatus.More, items);
                }

                var moved = await _pending;
                _pending = null;
                if (!moved)
                    return new StreamPage<T>(StreamStatus.Completed, items);
                items.Add(_items.Current);
            }

            return new StreamPage<T>(StreamStatus.More, items);
        }
        // Whatever a grain throws belongs to the reader, after the items before it.
        catch (Exception failure)
        {
            return new StreamPage<T>(StreamStatus.Failed, items, failure);
        }
        finally
        {
            Seen = true;
            Busy = false;
        }
    }

    public override void Wake() => _wake?.TrySetResult(false);

    public override async ValueTask DisposeAsync()
    {
        // Not CancelAsync, which would run the callbacks outside of the grain.
        _left.Cancel();
        if (_pending is { } pending)
            await Task.WhenAny(pending);
        await _items.DisposeAsync();
        _left.Dispose();
    }

    private async Task<bool> WaitAsync(Task<bool> pending)
    {
        _wake = _host.Promises.Create<bool>();
        var wake = _wake;
        using var timer = _host.Time.CreateUnflowedTimer(_ => wake.TrySetResult(false), _host.Options.CallTimeout / 2);
        await Task.WhenAny(pending, wake.Task);
        _wake = null;
        return pending.IsCompleted;
    }
}
