using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Base of grain classes: one instance at a time per key, its code run in turns that never overlap.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly IGrainContext? _context;

    /// <summary>Made by the host, which knows the activation.</summary>
    protected Grain()
        : this(RuntimeContext.Current!)
    {
    }

    /// <summary>Made for a given activation.</summary>
    protected Grain(IGrainContext grainContext) => _context = grainContext;

    /// <summary>The activation that this instance belongs to.</summary>
    public IGrainContext GrainContext
        => _context ?? throw new InvalidOperationException($"{GetType().Name} was made outside of a host and has no activation.");

    /// <summary>A reference to this grain.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => ServiceProvider.GetRequiredService<IGrainFactory>();

    /// <summary>Services of this activation.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>The grain's identity as a text.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>Runs before the first call. An exception reaches those who called, and the next call tries again.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs after the last call; not after a crash.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation when its running calls have ended. Calls that wait go to the next activation.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Keeps this activation for at least this long, idle or not; zero or less takes that back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Sweep.GrainHost.Runtime.Activation.Of(GrainContext).DelayDeactivation(timeSpan);
}
