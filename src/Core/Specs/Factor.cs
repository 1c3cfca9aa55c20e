namespace Sweep.Core.Specs;

/// <summary>What is varied: one field, or several tied together.</summary>
/// <param name="Name">Name as written under <c>vary</c>.</param>
/// <param name="Levels">Its levels; empty for a range.</param>
/// <param name="Range">Its range, for the designs that sample; null for levels.</param>
public sealed record Factor(string Name, IReadOnlyList<Level> Levels, FactorRange? Range);
