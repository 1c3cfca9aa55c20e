namespace Sweep.GrainHost;

/// <summary>Where a host is in its life.</summary>
internal enum HostState
{
    Created,
    Running,
    Draining,
    Stopped,
}
