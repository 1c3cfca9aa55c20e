using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Sweep.GrainHost.Runtime;

/// <summary>What the host knows of a grain class.</summary>
internal sealed class GrainClass
{
    private readonly ObjectFactory _factory;

    public GrainClass(Type type)
    {
        Type = type;
        GrainType = GrainType.Create(type.GetCustomAttribute<GrainTypeAttribute>()?.GrainType ?? DefaultName(type));
        Reentrant = type.IsDefined(typeof(ReentrantAttribute));
        Interfaces = [.. type.GetInterfaces().Where(IsGrainInterface)];
        _factory = ActivatorUtilities.CreateFactory(type, []);
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public bool Reentrant { get; }

    public IReadOnlyList<Type> Interfaces { get; }

    /// <summary>Whether a host can make grains of this class.</summary>
    public static bool IsGrainClass(Type type)
        => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && typeof(IGrainBase).IsAssignableFrom(type) && type.GetInterfaces().Any(IsGrainInterface);

    public object Create(IServiceProvider services) => _factory(services, null);

    private static bool IsGrainInterface(Type type)
        => typeof(IGrain).IsAssignableFrom(type) && type != typeof(IGrain) && type != typeof(IGrainWithStringKey);

    private static string DefaultName(Type type)
    {
        var name = type.Name;
        if (name.Length > 5 && name.EndsWith("Grain", StringComparison.Ordinal))
            name = name[..^5];
        return name.ToLowerInvariant();
    }
}
