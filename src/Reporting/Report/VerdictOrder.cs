using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Report;

/// <summary>Verdicts from the gravest to none.</summary>
internal static class VerdictOrder
{
    /// <summary>The order: what ends a training, what keeps a layer from learning, what the curves say, healthy.</summary>
    public static IReadOnlyList<Verdict> All { get; } =
    [
        Verdict.Diverged, Verdict.Exploding, Verdict.Vanishing, Verdict.Dead, Verdict.Saturated,
        Verdict.Underfitting, Verdict.Slow, Verdict.Overfitting, Verdict.Healthy,
    ];

    /// <summary>The gravest verdict of a trial that has one.</summary>
    public static Verdict Gravest(TrialVerdicts verdicts) => All.First(verdicts.Has);
}
