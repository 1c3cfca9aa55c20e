using Sweep.Core.Specs.Yaml;

namespace Sweep.Core.Specs.Compilation;

/// <summary>A factor whose levels are bound.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Field">The field it varies; null when it ties several.</param>
/// <param name="Levels">Its levels; empty for a range.</param>
/// <param name="Range">Its range; null for levels.</param>
internal sealed record BoundFactor(string Name, Place Place, Target? Field, IReadOnlyList<BoundLevel> Levels, FactorRange? Range)
{
    /// <summary>The fields that some level sets.</summary>
    public IReadOnlyList<Target> Targets { get; } = Range is not null ? [Field!] : [.. Levels.SelectMany(l => l.Assignments).Select(a => a.Target).Distinct()];

    /// <summary>Whether every level sets this field.</summary>
    public bool AlwaysSets(Target target) => Levels.All(l => l.Assignments.Any(a => a.Target == target));

    /// <summary>The factor as the public contract knows it.</summary>
    public Factor ToFactor() => new(Name, [.. Levels.Select(l => new Level(l.Label))], Range);
}
