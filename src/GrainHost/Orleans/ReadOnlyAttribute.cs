namespace Orleans.Concurrency;

/// <summary>Calls of methods marked so interleave with each other.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute
{
}
