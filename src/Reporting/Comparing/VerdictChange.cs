using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Comparing;

/// <summary>How often trials have a verdict in two sweeps.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Both">Trials that have it in both.</param>
/// <param name="Before">Trials that have it in the first alone.</param>
/// <param name="After">Trials that have it in the second alone.</param>
public sealed record VerdictChange(Verdict Verdict, int Both, int Before, int After);
