namespace Sweep.Training.Data;

/// <summary>
/// Values made once each and shared. The least recently used are let go beyond a budget of bytes, but found again for as
/// long as somebody else still holds them, so that memory never has two of one. Safe to use from many threads.
/// </summary>
internal sealed class SharedCache<TKey, TValue>(long budget, Func<TValue, long> size)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly LinkedList<Entry> _recent = [];
    private long _bytes;

    /// <summary>Bytes that the cache itself holds.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>The value of a key; made where there is none. A failure to make it is thrown to all who wait, and not kept.</summary>
    public TValue Get(TKey key, Func<TValue> make)
    {
        Entry? entry;
        Lazy<TValue> making;
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out entry) && entry.Weak is { } weak)
            {
                if (weak.TryGetTarget(out var alive))
                {
                    Hold(entry, alive);
                    return alive;
                }

                Remove(entry);
                entry = null;
            }

            if (entry is null)
            {
                entry = new(key, new(make, LazyThreadSafetyMode.ExecutionAndPublication));
                _entries[key] = entry;
            }

            making = entry.Making!;
        }

        try
        {
            var value = making.Value;
            lock (_lock)
            {
                if (_entries.TryGetValue(key, out var current) && current == entry)
                    Hold(entry, value);
            }

            return value;
        }
        catch
        {
            lock (_lock)
            {
                if (_entries.TryGetValue(key, out var current) && current == entry)
                    Remove(entry);
            }

            throw;
        }
    }

    private void Hold(Entry entry, TValue value)
    {
        if (entry.Node is { } node)
        {
            _recent.Remove(node);
        }
        else
        {
            entry.Weak = new(value);
            entry.Bytes = size(value);
            _bytes += entry.Bytes;
        }

        entry.Strong = value;
        entry.Node = _recent.AddFirst(entry);
        while (_bytes > budget && _recent.Last is { } last)
            LetGo(last.Value);
    }

    private void LetGo(Entry entry)
    {
        _recent.Remove(entry.Node!);
        _bytes -= entry.Bytes;
        entry.Node = null;
        entry.Strong = null;
        entry.Making = null;
        foreach (var dead in _entries.Values.Where(e => e.Weak is { } weak && !weak.TryGetTarget(out _)).ToArray())
            Remove(dead);
    }

    private void Remove(Entry entry)
    {
        if (entry.Node is { } node)
        {
            _recent.Remove(node);
            _bytes -= entry.Bytes;
            entry.Node = null;
        }

        _entries.Remove(entry.Key);
    }

    private sealed class Entry(TKey key, Lazy<TValue> making)
    {
        public TKey Key { get; } = key;

        public Lazy<TValue>? Making { get; set; } = making;

        public WeakReference<TValue>? Weak { get; set; }

        public TValue? Strong { get; set; }

        public long Bytes { get; set; }

        public LinkedListNode<Entry>? Node { get; set; }
    }
}
