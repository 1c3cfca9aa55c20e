namespace Sweep.GrainHost.Runtime;

/// <summary>
/// Deactivates what nobody has called for the collection age. Activations lie in buckets by the time when they are to be
/// looked at next, so that neither a call nor a look costs more the more activations there are.
/// </summary>
internal sealed class IdleCollector : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, IdleBucket> _buckets = [];
    private readonly TimeProvider _time;
    private readonly TimeSpan _age;
    private readonly TimeSpan _quantum;
    private readonly long _start;
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;
    private bool _disposed;

    public IdleCollector(TimeProvider time, TimeSpan age, TimeSpan quantum)
    {
        _time = time;
        _age = age;
        _quantum = quantum;
        _start = time.GetTimestamp();
        _timer = time.CreateUnflowedTimer(_ => Collect(), Timeout.InfiniteTimeSpan);
    }

    public void Add(Activation activation) => Add(activation, _age);

    public void Remove(Activation activation)
    {
        lock (_gate)
        {
            if (activation.IdleBucket is not { } bucket)
                return;
            activation.IdleBucket = null;
            bucket.Activations.Remove(activation);
            if (bucket.Activations.Count == 0)
                _buckets.Remove(bucket.Tick);
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        _timer.Dispose();
    }

    private void Add(Activation activation, TimeSpan delay)
    {
        if (_age == Timeout.InfiniteTimeSpan)
            return;
        lock (_gate)
        {
            if (_disposed)
                return;
            var tick = (_time.GetElapsedTime(_start) + delay).Ticks / _quantum.Ticks + 1;
            if (!_buckets.TryGetValue(tick, out var bucket))
                _buckets.Add(tick, bucket = new IdleBucket(tick));
            bucket.Activations.Add(activation);
            activation.IdleBucket = bucket;
            Arm(tick);
        }
    }

    private void Arm(long tick)
    {
        if (_disposed || tick >= _armedFor)
            return;
        _armedFor = tick;
        var due = (tick * _quantum) - _time.GetElapsedTime(_start);
        _timer.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Collect()
    {
        var due = new List<Activation>();
        lock (_gate)
        {
            _armedFor = long.MaxValue;
            var now = _time.GetElapsedTime(_start).Ticks / _quantum.Ticks;
            while (_buckets.Count > 0 && _buckets.First() is var (tick, bucket) && tick <= now)
            {
                _buckets.Remove(tick);
                foreach (var activation in bucket.Activations.OrderBy(activation => activation.GrainId))
                {
                    activation.IdleBucket = null;
                    due.Add(activation);
                }
            }

            if (_buckets.Count > 0)
                Arm(_buckets.First().Key);
        }

        foreach (var activation in due)
        {
            if (activation.CollectIfIdle(_age) is { } left)
                Add(activation, left);
        }
    }
}
