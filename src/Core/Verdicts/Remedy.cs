namespace Sweep.Core.Verdicts;

/// <summary>What to do about a verdict.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Field">The spec's field to change, by its path or its factor's name; several joined by a comma.</param>
/// <param name="Text">One sentence for people.</param>
/// <param name="Trial">The trial of the sweep that shows it; null where it comes from the books.</param>
public sealed record Remedy(Verdict Verdict, string Field, string Text, long? Trial);
