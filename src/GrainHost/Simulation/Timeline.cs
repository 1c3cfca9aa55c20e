namespace Sweep.GrainHost.Simulation;

/// <summary>Virtual time: what is to happen, by when; of things due together, what was added first comes first.</summary>
internal sealed class Timeline
{
    private readonly PriorityQueue<SimulatedEvent, (long Due, long Order)> _events = new();
    private long _added;

    /// <summary>Ticks since the start.</summary>
    public long Now { get; private set; }

    public void Add(SimulatedEvent happening, TimeSpan delay) => _events.Enqueue(happening, (Now + Math.Max(0, delay.Ticks), _added++));

    /// <summary>Moves time to the next event and takes it.</summary>
    public bool TryTake(out SimulatedEvent happening)
    {
        if (!_events.TryDequeue(out happening, out var place))
            return false;
        Now = place.Due;
        return true;
    }
}
