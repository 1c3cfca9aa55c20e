namespace Sweep.Silo.Api.Documents;

/// <summary>One thing that is wrong with a submitted spec.</summary>
/// <param name="Line">Line, from 1; 0 where there is none.</param>
/// <param name="Column">Column, from 1; 0 where there is none.</param>
/// <param name="Message">What was found, what is allowed and the nearest valid spelling.</param>
public sealed record SpecMistake(int Line, int Column, string Message);
