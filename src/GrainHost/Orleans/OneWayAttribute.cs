namespace Orleans.Concurrency;

/// <summary>Nobody waits for the answer; the call's task completes when the call is sent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute
{
}
