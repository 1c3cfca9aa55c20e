namespace Sweep.Core.Statistics;

/// <summary>A factor as the statistics see it: a name and the labels of its levels.</summary>
/// <param name="Name">The factor's name.</param>
/// <param name="Levels">Labels of its levels.</param>
public sealed record FactorLevels(string Name, IReadOnlyList<string> Levels);
