namespace Sweep.GrainHost.Runtime;

/// <summary>Calls that share a timeout, in the order of their deadlines; the owner's lock guards it.</summary>
internal sealed class DeadlineList(TimeSpan timeout)
{
    public TimeSpan Timeout { get; } = timeout;

    public DeadlineNode? First { get; private set; }

    public ITimer? Timer { get; set; }

    public bool Armed { get; set; }

    private DeadlineNode? Last { get; set; }

    public void Add(DeadlineNode node)
    {
        node.List = this;
        node.Previous = Last;
        if (Last is null)
            First = node;
        else
            Last.Next = node;
        Last = node;
    }

    public bool Remove(DeadlineNode node)
    {
        if (node.List is null)
            return false;
        if (node.Previous is null)
            First = node.Next;
        else
            node.Previous.Next = node.Next;
        if (node.Next is null)
            Last = node.Previous;
        else
            node.Next.Previous = node.Previous;
        node.List = null;
        node.Previous = node.Next = null;
        return true;
    }
}
