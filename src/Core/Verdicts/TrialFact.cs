namespace Sweep.Core.Verdicts;

/// <summary>What a remedy must know of a trial.</summary>
/// <param name="Trial">Its index.</param>
/// <param name="Verdicts">Its verdicts, a bit for each.</param>
/// <param name="Objective">Its objective; NaN where it has none.</param>
public readonly record struct TrialFact(long Trial, int Verdicts, double Objective)
{
    /// <summary>Made from a trial's verdicts.</summary>
    public static TrialFact Of(long trial, TrialVerdicts verdicts, double objective)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        return new(trial, verdicts.Evidence.Aggregate(0, (bits, e) => bits | (1 << (int)e.Verdict)), objective);
    }

    /// <summary>Whether it has a verdict.</summary>
    public bool Has(Verdict verdict) => (Verdicts & (1 << (int)verdict)) != 0;

    /// <summary>Whether it was judged at all.</summary>
    public bool IsJudged => Verdicts != 0;
}
