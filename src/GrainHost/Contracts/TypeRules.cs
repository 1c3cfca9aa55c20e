using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;

namespace Sweep.GrainHost.Contracts;

/// <summary>Rules for types that travel in calls. Each type is looked at once.</summary>
internal sealed class TypeRules(ISet<string> problems)
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Guid), typeof(Uri), typeof(Version), typeof(Half), typeof(Int128), typeof(UInt128), typeof(GrainId), typeof(DeactivationReasonCode),
    ];

    private static readonly HashSet<Type> ImmutableCollections =
    [
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>), typeof(ImmutableQueue<>),
        typeof(ImmutableStack<>), typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>), typeof(Nullable<>), typeof(KeyValuePair<,>),
    ];

    private readonly HashSet<Type> _seen = [];

    /// <summary>A type's name as it is written in C#.</summary>
    public static string Name(Type type)
    {
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        var name = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        if (!type.IsGenericType || !name.Contains('`', StringComparison.Ordinal))
            return name;
        return $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }

    public void Check(Type type, string place)
    {
        if (type.IsPrimitive || type.IsEnum || Plain.Contains(type) || typeof(IAddressable).IsAssignableFrom(type))
            return;
        if (type.IsArray)
        {
            problems.Add($"{Capital(place)} is {Name(type)}: an array can change, so it would be copied in a cluster and shared here. Use ImmutableArray<{Name(type.GetElementType()!)}>.");
            return;
        }

        foreach (var argument in type.GetGenericArguments())
            Check(argument, place);
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if ((open is not null && ImmutableCollections.Contains(open)) || type.IsAssignableTo(typeof(ITuple)) && type.IsValueType)
            return;
        if (type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true)
            problems.Add($"{Capital(place)} is {Name(type)}, {Advice(type, open)}");
        else if (_seen.Add(open ?? type))
            CheckOwn(open ?? type, place);
    }

    public void CheckException(Type type)
    {
        if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
            problems.Add($"{Name(type)} is an exception without [GenerateSerializer]: callers in other processes would not get it.");
        CheckIds(type, mustBeImmutable: false);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Advice(Type type, Type? open)
    {
        if (open == typeof(List<>) || open == typeof(HashSet<>) || open == typeof(Dictionary<,>) || open == typeof(Queue<>) || open == typeof(Stack<>))
            return $"which can change, so it would be copied in a cluster and shared here. Use Immutable{Name(type).Replace("List<", "Array<", StringComparison.Ordinal)}.";
        if (type.IsInterface)
            return "behind which any collection may hide, also one that can change or cannot travel. Use an immutable collection such as ImmutableArray<T>.";
        return "which is not among the types known to travel safely. Use a record with [GenerateSerializer] and [Immutable].";
    }

    private void CheckOwn(Type type, string place)
    {
        if (type.IsInterface)
        {
            problems.Add($"{Capital(place)} is the interface {Name(type)}; use a record.");
            return;
        }

        if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
            problems.Add($"{Name(type)} lacks [GenerateSerializer] ({place}).");
        if (!type.IsDefined(typeof(ImmutableAttribute), inherit: false))
            problems.Add($"{Name(type)} lacks [Immutable] ({place}).");
        CheckIds(type, mustBeImmutable: true);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            Check(parent, $"the base of {Name(type)}");
        foreach (var derived in type.Assembly.GetTypes().Where(candidate => candidate.BaseType == type))
            Check(derived, $"a kind of {Name(type)}");
    }

    private void CheckIds(Type type, bool mustBeImmutable)
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var ids = new Dictionary<uint, string>();
        foreach (var property in type.GetProperties(Declared))
        {
            var stored = type.GetField($"<{property.Name}>k__BackingField", Declared) is not null;
            var id = property.GetCustomAttribute<IdAttribute>();
            var member = $"{Name(type)}.{property.Name}";
            if (!stored && id is not null)
                problems.Add($"{member} is computed and must have no [Id].");
            if (!stored)
                continue;
            if (id is null)
                problems.Add($"{member} lacks [Id(n)]; on a positional record write [property: Id(n)].");
            else
                CheckUnique(ids, id.Id, member);
            if (!mustBeImmutable)
                continue;
            if (property.SetMethod is { } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
                problems.Add($"{member} can be set after it was made; use init.");
            Check(property.PropertyType, member);
        }

        foreach (var field in type.GetFields(Declared).Where(field => !field.IsDefined(typeof(CompilerGeneratedAttribute))))
        {
            var member = $"{Name(type)}.{field.Name}";
            if (field.GetCustomAttribute<IdAttribute>() is not { } id)
            {
                if (!field.IsDefined(typeof(NonSerializedAttribute)))
                    problems.Add($"{member} lacks [Id(n)] or [NonSerialized].");
                continue;
            }

            CheckUnique(ids, id.Id, member);
            if (!mustBeImmutable)
                continue;
            if (!field.IsInitOnly)
                problems.Add($"{member} can be set after it was made; make it readonly.");
            Check(field.FieldType, member);
        }
    }

    private void CheckUnique(Dictionary<uint, string> ids, uint id, string member)
    {
        if (!ids.TryAdd(id, member))
            problems.Add($"{member} has the id {id}, which {ids[id]} has already.");
    }
}
