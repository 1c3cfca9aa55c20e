using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Sweep.GrainHost.Runtime;

/// <summary>The host's services as one activation sees them: in a scope of its own, and with its own context.</summary>
internal sealed class ActivationServices(Activation activation) : IKeyedServiceProvider, IServiceProviderIsService
{
    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(IServiceProvider) || serviceType == typeof(IServiceProviderIsService))
            return this;
        if (serviceType == typeof(IGrainContext))
            return activation;
        if (serviceType == typeof(IGrainFactory))
            return activation.Host.References;
        return activation.ScopedServices.GetService(serviceType)
            ?? (serviceType == typeof(TimeProvider) ? activation.Host.Time : null);
    }

    public object? GetKeyedService(Type serviceType, object? serviceKey)
        => Keyed.GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey)
        => Keyed.GetRequiredKeyedService(serviceType, serviceKey);

    public bool IsService(Type serviceType)
        => serviceType == typeof(IServiceProvider) || serviceType == typeof(IGrainContext) || serviceType == typeof(IGrainFactory) || serviceType == typeof(TimeProvider)
            || (activation.ScopedServices.GetService(typeof(IServiceProviderIsService)) as IServiceProviderIsService)?.IsService(serviceType) == true;

    private IKeyedServiceProvider Keyed => activation.ScopedServices as IKeyedServiceProvider
        ?? throw new InvalidOperationException("The host's services know no keys.");
}
