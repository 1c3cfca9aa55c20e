using Sweep.Core.Verdicts;

namespace Sweep.Bench.Calibration;

/// <summary>How well one verdict is told, over the confirmed cases whose cause says something of it.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Hits">Given where it must be.</param>
/// <param name="Misses">Not given where it must be.</param>
/// <param name="FalseAlarms">Given where it must not be.</param>
/// <param name="Rightly">Not given where it must not be.</param>
internal sealed record Tally(Verdict Verdict, int Hits, int Misses, int FalseAlarms, int Rightly)
{
    /// <summary>Share of those given that are right.</summary>
    public double Precision => (double)Hits / (Hits + FalseAlarms);

    /// <summary>Share of those that must be given that were.</summary>
    public double Recall => (double)Hits / (Hits + Misses);

    /// <summary>Counts.</summary>
    public static Tally Of(Verdict verdict, IReadOnlyList<Outcome> outcomes)
    {
        int Count(Label label, bool given) => outcomes.Count(o => o.Confirmed && o.Case.LabelOf(verdict) == label && o.Verdicts.Has(verdict) == given);
        return new(verdict, Count(Label.Yes, true), Count(Label.Yes, false), Count(Label.No, true), Count(Label.No, false));
    }
}
