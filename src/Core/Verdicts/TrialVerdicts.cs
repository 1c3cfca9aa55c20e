namespace Sweep.Core.Verdicts;

/// <summary>All verdicts about one trial, each with its evidence, in the order of <see cref="Verdict"/>.</summary>
/// <param name="Evidence">The evidence; empty where too little was measured to judge.</param>
public sealed record TrialVerdicts(IReadOnlyList<VerdictEvidence> Evidence)
{
    /// <summary>Nothing to judge by.</summary>
    public static TrialVerdicts None { get; } = new([]);

    /// <summary>The same layer by layer, first to last: each verdict of a layer, or healthy; empty where layers were not measured.</summary>
    public IReadOnlyList<LayerVerdict> Layers { get; init; } = [];

    /// <summary>What went before a divergence; null where there was none or nothing finite was measured before it.</summary>
    public BeforeDivergence? Before { get; init; }

    /// <summary>Names in lower case, as exports and tables write them.</summary>
    public IReadOnlyList<string> Names => [.. Evidence.Select(e => NameOf(e.Verdict))];

    /// <summary>Whether this verdict was given.</summary>
    public bool Has(Verdict verdict) => Evidence.Any(e => e.Verdict == verdict);

    /// <summary>A verdict's name in lower case.</summary>
    public static string NameOf(Verdict verdict) => verdict switch
    {
        Verdict.Healthy => "healthy",
        Verdict.Vanishing => "vanishing",
        Verdict.Exploding => "exploding",
        Verdict.Dead => "dead",
        Verdict.Saturated => "saturated",
        Verdict.Diverged => "diverged",
        Verdict.Overfitting => "overfitting",
        Verdict.Underfitting => "underfitting",
        _ => "slow",
    };
}
