using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Report;

/// <summary>A trial that has a verdict, with the evidence.</summary>
/// <param name="Trial">Index of the trial.</param>
/// <param name="Labels">Label of its level for each factor.</param>
/// <param name="Objective">Its objective; NaN where it has none.</param>
/// <param name="Verdicts">All its verdicts.</param>
/// <param name="Evidence">The evidence.</param>
public sealed record VerdictExample(long Trial, IReadOnlyList<string> Labels, double Objective, TrialVerdicts Verdicts, VerdictEvidence Evidence);
