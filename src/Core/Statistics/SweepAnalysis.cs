namespace Sweep.Core.Statistics;

/// <summary>
/// What a sweep's trials say about its factors, with what it rests on. docs/statistics.md tells how each number is made
/// and what it is conditional on.
/// </summary>
public sealed record SweepAnalysis
{
    /// <summary>What it was made with.</summary>
    public required AnalysisOptions Options { get; init; }

    /// <summary>What counts as one independent observation.</summary>
    public required AnalysisBasis Basis { get; init; }

    /// <summary>How many of them there are.</summary>
    public required int Units { get; init; }

    /// <summary>How means were estimated.</summary>
    public required EstimationMethod Method { get; init; }

    /// <summary>What is there and what is missing.</summary>
    public required MissingTrials Missing { get; init; }

    /// <summary>All factors, the one that explains most first: by ω², then η², then the table's order; unknown shares last.</summary>
    public required IReadOnlyList<FactorAnalysis> Factors { get; init; }

    /// <summary>All pairs of factors that could be estimated, the one that explains most first.</summary>
    public required IReadOnlyList<InteractionAnalysis> Interactions { get; init; }

    /// <summary>Where the variation comes from.</summary>
    public required VarianceDecomposition Variance { get; init; }

    /// <summary>Levels of which much is missing.</summary>
    public required IReadOnlyList<CensoringNote> Censoring { get; init; }

    /// <summary>The best combination without the luck of the draw; null where none is complete.</summary>
    public required WinnerEstimate? Winner { get; init; }

    /// <summary>What a reader must know of how this was made, in sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Analyses a table. Pure: equal tables and options give equal results.</summary>
    public static SweepAnalysis Of(ObservationTable table, AnalysisOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        return new AnalysisBuilder(table, options).Build();
    }
}
