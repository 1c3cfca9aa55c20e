namespace Sweep.Core.Specs;

/// <summary>One value of a factor.</summary>
/// <param name="Label">Short text, unique within the factor: <c>relu</c>, <c>norm(1)</c>, <c>relu+he_normal</c>.</param>
public sealed record Level(string Label);
