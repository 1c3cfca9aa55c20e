using System.Globalization;
using Sweep.Storage;

namespace Sweep.Grains;

/// <summary>Tells people why a trial was given up.</summary>
internal static class FailureText
{
    /// <summary>The causes, each once with the attempts that failed by it, in the order in which they were first met.</summary>
    public static string Of(IReadOnlyList<AttemptFailure> failures)
        => string.Join("; ", failures
            .GroupBy(failure => failure.Cause, StringComparer.Ordinal)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key} (attempt{(group.Count() == 1 ? "" : "s")} {string.Join(", ", group.Select(failure => failure.Attempt))})")));
}
