using Sweep.Core.Verdicts;

namespace Sweep.Bench.Calibration;

/// <summary>One case judged.</summary>
/// <param name="Case">The case.</param>
/// <param name="Confirmed">Whether its cause was confirmed; it is not counted otherwise.</param>
/// <param name="Verdicts">What the rules said.</param>
/// <param name="Trained">The training.</param>
internal sealed record Outcome(Case Case, bool Confirmed, TrialVerdicts Verdicts, Trained Trained)
{
    /// <summary>Verdicts that were given and must not be.</summary>
    public IEnumerable<Verdict> False => Enum.GetValues<Verdict>().Where(v => Verdicts.Has(v) && Case.LabelOf(v) == Label.No);

    /// <summary>Verdicts that were not given and must be.</summary>
    public IEnumerable<Verdict> Missed => Enum.GetValues<Verdict>().Where(v => !Verdicts.Has(v) && Case.LabelOf(v) == Label.Yes);
}
