namespace Sweep.GrainHost.Runtime;

/// <summary>Activations that the idle collector looks at together.</summary>
internal sealed class IdleBucket(long tick)
{
    public long Tick { get; } = tick;

    public HashSet<Activation> Activations { get; } = [];
}
