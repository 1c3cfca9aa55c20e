using Sweep.Core.Configuration;
using Sweep.Core.Designs;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Core.Statistics;
using Sweep.Core.Verdicts;
using Sweep.Storage;

namespace Sweep.Reporting;

/// <summary>
/// What the tables and the JSON of a sweep need, read from the record in one pass: one trial's epochs are in memory at a
/// time, and a few numbers for each trial and combination stay. A combination's failed, stopped and missing replicates
/// count as incomplete.
/// </summary>
public sealed class SweepResults
{
    /// <summary>Combinations listed among the best.</summary>
    public const int BestCount = 10;

    private SweepResults(SweepRecord sweep, SweepSpec spec)
    {
        Sweep = sweep;
        Spec = spec;
    }

    /// <summary>The sweep as it was when it was looked up.</summary>
    public SweepRecord Sweep { get; }

    /// <summary>Its spec.</summary>
    public SweepSpec Spec { get; }

    /// <summary>What there is to tell of the plan, such as aliases of a fraction.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>Trials by what became of them.</summary>
    public required TrialTotals Trials { get; init; }

    /// <summary>SHA-256 over index and digest of every trial with a result.</summary>
    public required string Digest { get; init; }

    /// <summary>How far the digest can be had again, for people; null where it can everywhere.</summary>
    public string? DigestLimit { get; private set; }

    /// <summary>Classes or numbers, as the first finished trial says.</summary>
    public TaskKind Task { get; private set; }

    /// <summary>The best combinations, best first.</summary>
    public IReadOnlyList<BestCombination> Best { get; private set; } = [];

    /// <summary>What the trials say about the factors.</summary>
    public required SweepAnalysis Analysis { get; init; }

    /// <summary>Names of the factors by which <see cref="Gradients"/> are grouped.</summary>
    public IReadOnlyList<string> GradientsBy { get; private set; } = [];

    /// <summary>How gradients behaved, group by group.</summary>
    public IReadOnlyList<GradientGroup> Gradients { get; private set; } = [];

    /// <summary>Seconds from the start of the first trial's last attempt to the end of the last trial.</summary>
    public double Seconds { get; private set; }

    /// <summary>Seconds that all trials' last attempts took together.</summary>
    public double TrainingSeconds { get; private set; }

    /// <summary>Reads a sweep's results from the record, to be analysed as its spec says.</summary>
    public static Task<SweepResults> LoadAsync(
        ISweepStore store, SweepRecord sweep, SweepPlan plan, CancellationToken cancellation = default)
        => LoadAsync(store, sweep, plan, null, cancellation);

    /// <summary>Reads a sweep's results from the record.</summary>
    /// <param name="store">The record.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="adjust">The correction for many comparisons; the spec's own where null.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static Task<SweepResults> LoadAsync(
        ISweepStore store, SweepRecord sweep, SweepPlan plan, Adjustment? adjust, CancellationToken cancellation)
        => LoadAsync(store, sweep, plan, adjust, null, cancellation);

    /// <summary>The same, and shows each trial with its verdicts to somebody else, so that the record is read once.</summary>
    internal static async Task<SweepResults> LoadAsync(
        ISweepStore store, SweepRecord sweep, SweepPlan plan, Adjustment? adjust, Action<TrialTelemetry, TrialVerdicts>? show, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(plan);
        using var builder = new SweepResultsBuilder(plan);
        await foreach (var trial in TelemetryReader.ReadAsync(store, sweep.Id, cancellation).ConfigureAwait(false))
        {
            var verdicts = builder.Add(trial);
            show?.Invoke(trial, verdicts);
        }

        var objective = plan.Spec.Objective;
        var best = new List<BestCombination>();
        foreach (var leader in Leader.Rank(builder.Tallies, plan.Spec.Replicates, objective.Maximize, BestCount))
        {
            best.Add(new(leader, plan.Combination(leader.Combination).Levels)
            {
                Curve = await TelemetryReader.ValidationLossAsync(store, sweep.Id, leader.Combination, cancellation).ConfigureAwait(false),
            });
        }

        return new(sweep, plan.Spec)
        {
            Notes = plan.Notes,
            Trials = builder.Totals,
            Digest = builder.Digest,
            DigestLimit = EngineUse.Of(plan).Select(asked => EngineUse.LimitOf(asked.Engine)).FirstOrDefault(limit => limit is not null),
            Task = builder.Task,
            Best = best,
            Analysis = SweepAnalysis.Of(builder.Table, Options(plan, adjust)),
            GradientsBy = builder.Gradients.By,
            Gradients = builder.Gradients.Groups,
            Seconds = builder.Seconds,
            TrainingSeconds = builder.TrainingSeconds,
        };
    }

    /// <summary>How a plan's results are analysed.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="adjust">The correction for many comparisons; the spec's own where null.</param>
    public static AnalysisOptions Options(SweepPlan plan, Adjustment? adjust = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new()
        {
            Maximize = plan.Spec.Objective.Maximize,
            Adjust = adjust ?? plan.Spec.Analysis.Adjust,
            Confidence = plan.Spec.Analysis.Confidence,
            Planned = plan.Trials,
            Replicates = plan.Spec.Replicates,
            Sampled = plan.Spec.Design is Design.Sampled,
            Seed = plan.Spec.Seed,
        };
    }

    /// <summary>The verdicts about one finished trial.</summary>
    internal static TrialVerdicts Judge(SweepPlan plan, TrialTelemetry trial)
        => trial.Trial.Finished is { } finished
            ? VerdictRules.Judge(trial.Epochs, finished.Result, plan.Trial(trial.Trial.Index).Combination.Config, plan.Spec.Verdicts)
            : TrialVerdicts.None;
}
