using System.Globalization;

namespace Orleans;

/// <summary>How long callers of this method wait for its answer.</summary>
/// <param name="timeout">The time, as <see cref="TimeSpan"/> reads it.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    /// <summary>The time.</summary>
    public TimeSpan? Timeout { get; init; } = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
}
