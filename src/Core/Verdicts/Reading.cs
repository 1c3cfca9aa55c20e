namespace Sweep.Core.Verdicts;

/// <summary>One epoch's value of what a rule looks at; an infinity where the epoch speaks against the verdict whatever it is.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Value">The value; NaN is not measured.</param>
internal readonly record struct Reading(int Epoch, double Value);
