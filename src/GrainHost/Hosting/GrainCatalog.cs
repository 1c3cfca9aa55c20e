using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;
using Sweep.GrainHost.Contracts;
using Sweep.GrainHost.Proxies;
using Sweep.GrainHost.Runtime;

namespace Sweep.GrainHost;

/// <summary>Grain classes, checked, and the reference classes made for their interfaces. Hosts of the same grains may share one, since making it is slow.</summary>
public sealed class GrainCatalog
{
    private readonly ConcurrentDictionary<Type, EmittedReference> _references = [];
    private readonly Dictionary<GrainType, GrainClass> _byType = [];
    private readonly ReferenceEmitter _emitter = new();
    private readonly Lock _emitting = new();

    /// <summary>Finds and checks grain classes and their contracts.</summary>
    /// <param name="assemblies">Assemblies whose grain classes are in it.</param>
    /// <param name="grainClasses">Grain classes beside those.</param>
    /// <exception cref="GrainContractException">A grain interface or a type in its methods breaks a rule.</exception>
    public GrainCatalog(IReadOnlyList<Assembly> assemblies, IReadOnlyList<Type>? grainClasses = null)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        var types = assemblies.SelectMany(assembly => assembly.GetTypes()).Where(GrainClass.IsGrainClass).Union(grainClasses ?? []).ToList();
        ContractCheck.Verify(types, assemblies);
        Classes = types.ConvertAll(type => new GrainClass(type));
        foreach (var grainClass in Classes)
        {
            if (!_byType.TryAdd(grainClass.GrainType, grainClass))
                throw new GrainContractException([$"{grainClass.Type.FullName} and {_byType[grainClass.GrainType].Type.FullName} share the grain type '{grainClass.GrainType}'. Rename one or give it [GrainType]."]);
        }
    }

    internal IReadOnlyList<GrainClass> Classes { get; }

    internal GrainClass? Find(GrainType type) => _byType.GetValueOrDefault(type);

    internal EmittedReference ReferenceFor(Type grainInterface)
    {
        if (_references.TryGetValue(grainInterface, out var emitted))
            return emitted;
        lock (_emitting)
            return _references.GetOrAdd(grainInterface, _emitter.Emit);
    }
}
