using Sweep.Core.Configuration;
using Sweep.Core.Specs;
using Sweep.Core.Statistics;
using Sweep.Core.Verdicts;
using Sweep.Storage;

namespace Sweep.Reporting.Report;

/// <summary>
/// All that a sweep's page shows, read from the record in one pass. Memory is bounded: numbers by level, layer and epoch, and
/// at most <see cref="ReportBuilder.GreatestTrials"/> trials one by one.
/// </summary>
public sealed class ReportData
{
    private readonly ReportBuilder _builder;

    private ReportData(SweepResults results, SweepPlan plan, ReportBuilder builder)
    {
        Results = results;
        Plan = plan;
        _builder = builder;
        Trials = builder.Sample.ToList();
    }

    /// <summary>What the tables show.</summary>
    public SweepResults Results { get; }

    /// <summary>The plan.</summary>
    public SweepPlan Plan { get; }

    /// <summary>The spec.</summary>
    public SweepSpec Spec => Plan.Spec;

    /// <summary>The factors with their levels, ranges cut into bins.</summary>
    public IReadOnlyList<FactorLevels> Factors => _builder.Grid.Factors;

    /// <summary>Finished trials one by one: all, or a sample.</summary>
    public IReadOnlyList<ReportTrial> Trials { get; }

    /// <summary>Trials with a result.</summary>
    public long Finished => _builder.Sample.Met;

    /// <summary>Whether <see cref="Trials"/> are a sample.</summary>
    public bool Sampled => Trials.Count < Finished;

    /// <summary>Whether all networks have the same number of layers.</summary>
    public bool OneDepth => _builder.OneDepth;

    /// <summary>Names of all workers.</summary>
    public IReadOnlyList<string> Workers => [.. _builder.Workers.Order(StringComparer.Ordinal)];

    /// <summary>When the first trial's last attempt began.</summary>
    public DateTimeOffset? FirstStart => _builder.FirstStart;

    /// <summary>Trials that needed more than one attempt.</summary>
    public int Retried => _builder.Retried;

    /// <summary>The statistics.</summary>
    public SweepAnalysis Analysis => Results.Analysis;

    /// <summary>The combination to take: the best by mean among those whose replicates all completed, if there is one.</summary>
    public BestCombination? Recommended => Results.Best.Count > 0 ? Results.Best[0] : null;

    /// <summary>Trials that the probes judged.</summary>
    public long Judged => _builder.Judged;

    /// <summary>Trials that have each verdict.</summary>
    public IReadOnlyDictionary<Verdict, int> VerdictTotals => _builder.VerdictTotals;

    /// <summary>The level with which a verdict is met most often; no factor where there is none.</summary>
    public (string? Factor, string Level, int Count) MostOften(Verdict verdict)
        => Factors.SelectMany((factor, f) => factor.Levels.Select((label, l) => ((string?)factor.Name, label, PictureOf(f, l).Verdicts.GetValueOrDefault(verdict))))
            .Append((null, "", 0)).MaxBy(p => p.Item3);

    /// <summary>For each verdict that some trial has, the first such trials.</summary>
    public IReadOnlyDictionary<Verdict, IReadOnlyList<VerdictExample>> Examples
        => _builder.VerdictExamples.ToDictionary(e => e.Key, e => (IReadOnlyList<VerdictExample>)e.Value);

    /// <summary>What to do about the verdicts of a trial, drawn from the sweep's own trials where one shows it.</summary>
    public IReadOnlyList<Remedy> RemediesFor(VerdictExample example)
    {
        ArgumentNullException.ThrowIfNull(example);
        return Remedies.For(Plan, example.Trial, example.Verdicts, example.Objective, _builder.Facts.Find);
    }

    /// <summary>What the probes saw in the trials of one level.</summary>
    internal LevelPicture PictureOf(int factor, int level) => _builder.Pictures[factor][level];

    /// <summary>Reads a sweep from the record.</summary>
    /// <param name="store">The record.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="adjust">The correction for many comparisons; the spec's own where null.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<ReportData> LoadAsync(
        ISweepStore store, SweepRecord sweep, SweepPlan plan, Adjustment? adjust = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var builder = new ReportBuilder(plan);
        var results = await SweepResults.LoadAsync(store, sweep, plan, adjust, builder.Add, cancellation).ConfigureAwait(false);
        return new(results, plan, builder);
    }
}
