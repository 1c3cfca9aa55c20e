using Sweep.Core.Results;
using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Report;

/// <summary>One trial as the page shows it: a row of the table, a line of the parallel coordinates and a curve.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Combination">Its combination.</param>
/// <param name="Replicate">Its replicate.</param>
/// <param name="Labels">Label of its level for each factor.</param>
/// <param name="Levels">Number of its level, or bin of a range, for each factor.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Verdicts">What the probes say, with evidence.</param>
/// <param name="Objective">The objective; NaN where it has none.</param>
/// <param name="TrainLoss">Loss of the epoch whose weights the training ended with, on the training batches.</param>
/// <param name="ValidationLoss">The same on the validation set.</param>
/// <param name="TrainScore">Score on the training batches.</param>
/// <param name="ValidationScore">Score on the validation set.</param>
/// <param name="Epochs">Epochs run.</param>
/// <param name="Steps">Steps run.</param>
/// <param name="Started">When its last attempt began.</param>
/// <param name="Seconds">Wall time of its last attempt.</param>
/// <param name="Worker">Where it ran.</param>
/// <param name="Attempt">Number of its last attempt.</param>
/// <param name="Curve">The objective over its epochs.</param>
public sealed record ReportTrial(
    long Index,
    long Combination,
    int Replicate,
    IReadOnlyList<string> Labels,
    IReadOnlyList<int> Levels,
    TrialOutcome Outcome,
    TrialVerdicts Verdicts,
    double Objective,
    double TrainLoss,
    double ValidationLoss,
    double TrainScore,
    double ValidationScore,
    int Epochs,
    long Steps,
    DateTimeOffset Started,
    double Seconds,
    string Worker,
    int Attempt,
    TrialCurve Curve);
