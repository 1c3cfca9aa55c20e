namespace Orleans.Concurrency;

/// <summary>Calls of this grain class interleave with each other at every await.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute
{
}
