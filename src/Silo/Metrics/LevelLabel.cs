namespace Sweep.Silo.Metrics;

/// <summary>One level of one factor, as labels have it.</summary>
/// <param name="Factor">The factor.</param>
/// <param name="Level">The level's name, or its place in the spec, from 0, where levels of the factor are numbers.</param>
public sealed record LevelLabel(string Factor, string Level);
