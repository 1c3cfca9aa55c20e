using Sweep.Core.Specs.Yaml;

namespace Sweep.Core.Specs.Compilation;

/// <summary>One level of a factor with all the fields it sets.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Assignments">What it sets.</param>
internal sealed record BoundLevel(string Label, Place Place, IReadOnlyList<Assignment> Assignments)
{
    /// <summary>What it sets, in canonical text.</summary>
    public string Text => string.Join(", ", Assignments.OrderBy(a => a.Target.Path, StringComparer.Ordinal).Select(a => $"{a.Target.Path}: {a.Text}"));
}
