using Sweep.GrainHost.Runtime;

namespace Orleans.Runtime;

/// <summary>Tells code which activation it runs on.</summary>
public static class RuntimeContext
{
    /// <summary>The activation whose turn this is; null outside of grains.</summary>
    public static IGrainContext? Current => ActivationScheduler.CurrentActivation;
}
