using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using Sweep.GrainHost.Runtime;

namespace Sweep.GrainHost.Proxies;

/// <summary>Makes references, and finds out which grain class an interface means.</summary>
internal sealed class ReferenceFactory(EmbeddedGrainHost host, GrainCatalog catalog) : IGrainFactory
{
    private readonly ConcurrentDictionary<Type, Entry> _entries = [];
    private readonly ReferenceKind _untyped = new(host, null, []);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
        => (TGrainInterface)(object)GetByKey(typeof(TGrainInterface), primaryKey, grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey)
    {
        ArgumentNullException.ThrowIfNull(grainInterfaceType);
        return (IGrain)GetByKey(grainInterfaceType, grainPrimaryKey, null);
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable
        => (TGrainInterface)(object)Get(typeof(TGrainInterface), grainId);

    public GrainReference Untyped(GrainId id) => new(_untyped, id);

    public object Get(Type grainInterface, GrainId id)
    {
        var entry = EntryFor(grainInterface);
        return entry.Create(entry.Kind, id);
    }

    private GrainReference GetByKey(Type grainInterface, string key, string? prefix)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        var entry = EntryFor(grainInterface);
        var type = prefix is null && entry.GrainType is { } known ? known : Resolve(grainInterface, prefix);
        return entry.Create(entry.Kind, GrainId.Create(type, key));
    }

    private Entry EntryFor(Type grainInterface)
    {
        if (_entries.TryGetValue(grainInterface, out var entry))
            return entry;
        var emitted = catalog.ReferenceFor(grainInterface);
        var candidates = Candidates(grainInterface, null);
        return _entries.GetOrAdd(
            grainInterface,
            new Entry(new ReferenceKind(host, grainInterface, emitted.Methods), emitted.Create, candidates.Count == 1 ? candidates[0].GrainType : null));
    }

    private GrainType Resolve(Type grainInterface, string? prefix)
    {
        var candidates = Candidates(grainInterface, prefix);
        if (candidates.Count == 1)
            return candidates[0].GrainType;
        var named = string.IsNullOrEmpty(prefix) ? "" : $" whose name starts with '{prefix}'";
        throw new ArgumentException(candidates.Count == 0
            ? $"No registered grain class{named} implements {grainInterface.FullName}."
            : $"{grainInterface.FullName} is implemented by more than one registered grain class{named}: {string.Join(", ", candidates.Select(candidate => candidate.Type.FullName))}. Say which one is meant.");
    }

    private List<GrainClass> Candidates(Type grainInterface, string? prefix)
    {
        var all = catalog.Classes.Where(candidate => candidate.Interfaces.Contains(grainInterface)).ToList();
        if (prefix is not null)
            return [.. all.Where(candidate => candidate.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal))];
        if (all.Count <= 1)
            return all;
        var name = grainInterface.Name.TrimStart('I');
        var byName = all.Where(candidate => candidate.Type.Name == name || candidate.Type.Name == name + "Grain").ToList();
        return byName.Count == 1 ? byName : all;
    }

    private sealed record Entry(ReferenceKind Kind, Func<ReferenceKind, GrainId, GrainReference> Create, GrainType? GrainType);
}
