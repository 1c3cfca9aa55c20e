using System.Runtime.ExceptionServices;
using Orleans.Runtime;
using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Streams;

/// <summary>Reads a grain's stream page by page, at the caller's side.</summary>
internal sealed class GrainStreamReader<T>(EmbeddedGrainHost host, GrainId target, GrainMethod method, StreamSource<T> source, CancellationToken first, CancellationToken second) : IAsyncEnumerator<T>
{
    private readonly CancellationTokenSource _cancelled = CancellationTokenSource.CreateLinkedTokenSource(first, second);
    private readonly StreamKey _key = new(host.Name, host.NextStreamNumber());
    private StreamPage<T> _page = new(StreamStatus.More, []);
    private int _index = -1;
    private bool _opened;
    private bool _ended;

    public T Current => _page.Items[_index];

    public async ValueTask<bool> MoveNextAsync()
    {
        while (++_index >= _page.Items.Count)
        {
            if (_page.Status == StreamStatus.More)
            {
                _page = await ReadAsync();
                _index = -1;
                continue;
            }

            _ended = true;
            if (_page.Failure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
            if (_page.Status == StreamStatus.Missing)
                throw new EnumerationAbortedException($"{target} has no record of this reader of {method.Name}: the grain was deactivated meanwhile, or the reader was silent for too long.");
            return false;
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_opened && !_ended)
        {
            _ended = true;
            try
            {
                await AskAsync(StreamStep.Close, CancellationToken.None);
            }
            // Leaving a loop must not throw; the failure is reported.
            catch (Exception failure)
            {
                host.Report(target, $"the end of {method.Name}", failure);
            }
        }

        _cancelled.Dispose();
    }

    private async Task<StreamPage<T>> ReadAsync()
    {
        _cancelled.Token.ThrowIfCancellationRequested();
        var step = _opened ? StreamStep.Next : StreamStep.Open;
        _opened = true;
        return await AskAsync(step, _cancelled.Token);
    }

    private Task<StreamPage<T>> AskAsync(StreamStep step, CancellationToken token)
        => host.Send(new StreamCall<T>(_key, step, source), target, method, token);
}
