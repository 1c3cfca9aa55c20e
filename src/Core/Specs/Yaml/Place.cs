namespace Sweep.Core.Specs.Yaml;

/// <summary>Where something stands in a text.</summary>
/// <param name="Line">Line, from 1; 0 where there is none.</param>
/// <param name="Column">Column, from 1; 0 where there is none.</param>
internal readonly record struct Place(int Line, int Column);
