using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sweep.Simulation.Tests.Silos;

/// <summary>What a silo's grains are given. A container would compile its constructors on the thread pool, and be slow to make for each silo.</summary>
internal sealed class SiloServices(Func<Type, ILogger> loggers) : IServiceProvider, IServiceProviderIsService
{
    private readonly Dictionary<Type, object> _services = [];

    public SiloServices Add<T>(T service)
        where T : notnull
    {
        _services.Add(typeof(T), service);
        return this;
    }

    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(IServiceProviderIsService))
            return this;
        if (!_services.TryGetValue(serviceType, out var service) && IsLogger(serviceType))
            _services.Add(serviceType, service = loggers(serviceType));
        return service;
    }

    public bool IsService(Type serviceType) => _services.ContainsKey(serviceType) || IsLogger(serviceType);

    private static bool IsLogger(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ILogger<>);
}
