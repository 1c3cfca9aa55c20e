namespace Sweep.GrainHost.Runtime;

/// <summary>Where an activation is in its life.</summary>
internal enum ActivationState
{
    Created,
    Activating,
    Active,
    Deactivating,
    Gone,
}
