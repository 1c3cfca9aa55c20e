namespace Sweep.GrainHost.Runtime;

/// <summary>What waits for its turn, first come first served but for those that may overtake.</summary>
internal sealed class WorkQueue
{
    private readonly List<WorkItem?> _items = [];
    private int _head;
    private int _overtakers;

    public int Count { get; private set; }

    public void Add(WorkItem item)
    {
        _items.Add(item);
        Count++;
        if (MayOvertake(item))
            _overtakers++;
    }

    /// <summary>Takes the first item that may run; drops those that nobody wants any more.</summary>
    public WorkItem? Take(bool anythingMayRun, bool readersMayRun)
    {
        if (!anythingMayRun && _overtakers == 0)
            return null;
        for (var i = _head; i < _items.Count; i++)
        {
            if (_items[i] is not { } item)
                continue;
            if (item.IsStale)
            {
                Drop(i, item);
                continue;
            }

            if (anythingMayRun || item.Interleaves || (readersMayRun && item.ReadOnly))
            {
                Drop(i, item);
                return item;
            }
        }

        return null;
    }

    public bool Remove(WorkItem item)
    {
        var index = _items.IndexOf(item, _head);
        if (index < 0)
            return false;
        Drop(index, item);
        return true;
    }

    public List<WorkItem> TakeAll()
    {
        var all = _items.OfType<WorkItem>().ToList();
        _items.Clear();
        _head = _overtakers = Count = 0;
        return all;
    }

    private static bool MayOvertake(WorkItem item) => item.Interleaves || item.ReadOnly;

    private void Drop(int index, WorkItem item)
    {
        _items[index] = null;
        Count--;
        if (MayOvertake(item))
            _overtakers--;
        if (Count == 0)
        {
            _items.Clear();
            _head = 0;
            return;
        }

        while (_items[_head] is null)
            _head++;
        if (_head > 64 && _head > _items.Count / 2)
        {
            _items.RemoveRange(0, _head);
            _head = 0;
        }
    }
}
