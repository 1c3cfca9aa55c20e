using System.Reflection;
using Orleans;
using Orleans.Concurrency;

namespace Sweep.GrainHost.Contracts;

/// <summary>
/// Checks what would only fail, or fail silently, once grains call each other between processes: there, what is not
/// immutable is copied, what has no serializer cannot travel, and members are known by their ids alone.
/// </summary>
public static class ContractCheck
{
    /// <summary>Checks grain classes, their interfaces, all types in these and the exceptions of the assemblies.</summary>
    /// <param name="grainClasses">The grain classes.</param>
    /// <param name="assemblies">Assemblies whose exceptions may cross a call.</param>
    /// <exception cref="GrainContractException">Something breaks a rule.</exception>
    public static void Verify(IEnumerable<Type> grainClasses, IEnumerable<Assembly> assemblies)
    {
        var problems = Problems(grainClasses, assemblies);
        if (problems.Count > 0)
            throw new GrainContractException(problems);
    }

    /// <summary>What breaks a rule, in a fixed order.</summary>
    /// <param name="grainClasses">The grain classes.</param>
    /// <param name="assemblies">Assemblies whose exceptions may cross a call.</param>
    public static IReadOnlyList<string> Problems(IEnumerable<Type> grainClasses, IEnumerable<Assembly> assemblies)
    {
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        var types = new TypeRules(problems);
        foreach (var grainClass in grainClasses)
        {
            CheckClass(grainClass, problems);
            foreach (var grainInterface in grainClass.GetInterfaces().Where(type => typeof(IGrain).IsAssignableFrom(type)))
                CheckInterface(grainInterface, problems, types);
        }

        foreach (var exception in assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsSubclassOf(typeof(Exception)) && !type.IsAbstract))
            types.CheckException(exception);
        return [.. problems];
    }

    private static void CheckClass(Type grainClass, SortedSet<string> problems)
    {
        foreach (var method in grainClass.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
        {
            foreach (var attribute in new[] { typeof(AlwaysInterleaveAttribute), typeof(ReadOnlyAttribute), typeof(OneWayAttribute) })
            {
                if (method.IsDefined(attribute))
                    problems.Add($"{TypeRules.Name(grainClass)}.{method.Name}: [{attribute.Name[..^"Attribute".Length]}] belongs on the interface's method; on the class it does nothing.");
            }
        }
    }

    private static void CheckInterface(Type grainInterface, SortedSet<string> problems, TypeRules types)
    {
        if (grainInterface == typeof(IGrain) || grainInterface == typeof(IGrainWithStringKey) || grainInterface == typeof(IRemindable))
            return;
        var name = TypeRules.Name(grainInterface);
        if (!typeof(IGrainWithStringKey).IsAssignableFrom(grainInterface))
            problems.Add($"{name} must derive from {nameof(IGrainWithStringKey)}.");
        foreach (var property in grainInterface.GetProperties())
            problems.Add($"{name}.{property.Name} is a property; grain interfaces have methods alone.");
        foreach (var method in grainInterface.GetMethods().Where(method => !method.IsSpecialName))
            CheckMethod(method, $"{name}.{method.Name}", problems, types);
    }

    private static void CheckMethod(MethodInfo method, string place, SortedSet<string> problems, TypeRules types)
    {
        if (method.IsGenericMethod)
            problems.Add($"{place} is generic, which grain methods cannot be here.");
        var returned = method.ReturnType;
        var open = returned.IsGenericType ? returned.GetGenericTypeDefinition() : null;
        if (open == typeof(Task<>) || open == typeof(ValueTask<>) || open == typeof(IAsyncEnumerable<>))
            types.Check(returned.GetGenericArguments()[0], $"the result of {place}");
        else if (returned != typeof(Task) && returned != typeof(ValueTask) && returned != typeof(void))
            problems.Add($"{place} returns {TypeRules.Name(returned)}; a grain's method returns Task, Task<T>, ValueTask, ValueTask<T>, IAsyncEnumerable<T> or, if nobody waits for it, void.");
        if (method.IsDefined(typeof(OneWayAttribute)) && open is not null)
            problems.Add($"{place} is [OneWay] and so has no result; it returns Task, ValueTask or void.");
        if (method.GetParameters().Count(parameter => parameter.ParameterType == typeof(CancellationToken)) > 1)
            problems.Add($"{place} takes more than one CancellationToken.");
        foreach (var parameter in method.GetParameters())
        {
            if (parameter.ParameterType.IsByRef)
                problems.Add($"Parameter '{parameter.Name}' of {place} is passed by reference, which a call cannot do.");
            else if (parameter.ParameterType != typeof(CancellationToken))
                types.Check(parameter.ParameterType, $"parameter '{parameter.Name}' of {place}");
        }
    }
}
