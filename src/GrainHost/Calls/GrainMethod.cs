using System.Reflection;
using Orleans;
using Orleans.Concurrency;

namespace Sweep.GrainHost.Calls;

/// <summary>What the host knows of one method of a grain interface.</summary>
public sealed class GrainMethod
{
    internal GrainMethod(MethodInfo method)
    {
        Method = method;
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        ReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        OneWay = method.ReturnType == typeof(void) || method.IsDefined(typeof(OneWayAttribute));
        TakesToken = method.GetParameters().Any(parameter => parameter.ParameterType == typeof(CancellationToken));
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
    }

    private GrainMethod(GrainMethod stream)
    {
        Method = stream.Method;
        Name = stream.Name;
        AlwaysInterleave = true;
    }

    /// <summary>The method of the interface.</summary>
    public MethodInfo Method { get; }

    /// <summary>Interface and method, for people.</summary>
    public string Name { get; }

    /// <summary>Whether calls interleave with any other.</summary>
    public bool AlwaysInterleave { get; }

    /// <summary>Whether calls interleave with others of this kind.</summary>
    public bool ReadOnly { get; }

    /// <summary>Whether nobody waits for an answer.</summary>
    public bool OneWay { get; }

    /// <summary>Whether the method takes a cancellation token.</summary>
    public bool TakesToken { get; }

    /// <summary>How long callers wait, where the method says so itself.</summary>
    public TimeSpan? Timeout { get; }

    /// <summary>How readers ask for items of a stream: beside any other call, so that the grain stays free.</summary>
    internal GrainMethod AsStreamStep() => new(this);
}
