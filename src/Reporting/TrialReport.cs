using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Core.Verdicts;
using Sweep.Storage;

namespace Sweep.Reporting;

/// <summary>All that can be told about one trial.</summary>
/// <param name="Sweep">Its sweep.</param>
/// <param name="Spec">The sweep's spec.</param>
/// <param name="Definition">What the trial is.</param>
/// <param name="Trial">Its row; null where it was never claimed.</param>
/// <param name="Epochs">Its epochs, in order.</param>
/// <param name="Verdicts">The verdicts, with evidence.</param>
/// <param name="Verified">Whether the digest in the record is that of the result and epochs in the record; null without a result.</param>
public sealed record TrialReport(
    SweepRecord Sweep,
    SweepSpec Spec,
    TrialDefinition Definition,
    TrialRow? Trial,
    IReadOnlyList<EpochReport> Epochs,
    TrialVerdicts Verdicts,
    bool? Verified)
{
    /// <summary>A remedy for each verdict but healthy.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>Measured decay over depth beside its bound; null where no gradient was measured.</summary>
    public DepthLaw? Law { get; init; }

    /// <summary>Classes or numbers: as the training found it, and until then as far as the data's name tells.</summary>
    public TaskKind Task => Trial?.Finished?.Result is { Outcome: TrialOutcome.Completed or TrialOutcome.Diverged } result ? result.Task
        : DataFacts.Of(Definition.Combination.Config.Dataset.Source).Task ?? Trial?.Finished?.Result.Task ?? TaskKind.Classification;

    /// <summary>How far the digest can be had again, for people; null where it can everywhere.</summary>
    public string? DigestLimit => EngineUse.LimitOf(Definition.Combination.Config.Training.Engine);

    /// <summary>Reads one trial from the record.</summary>
    /// <exception cref="InvalidInputException">The sweep has no trial with this index.</exception>
    public static async Task<TrialReport> LoadAsync(
        ISweepStore store, SweepRecord sweep, SweepPlan plan, long index, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(plan);
        if (index < 0 || index >= plan.Trials)
            throw new InvalidInputException($"sweep {sweep.Id} has no trial {index}; its trials are 0 to {plan.Trials - 1}");

        TrialRow? row = null;
        await foreach (var trial in store.ReadTrialsAsync(sweep.Id, index, cancellation).ConfigureAwait(false))
        {
            row = trial.Index == index ? trial : null;
            break;
        }

        var epochs = new List<EpochReport>();
        await foreach (var epoch in store.ReadEpochsAsync(sweep.Id, index, cancellation).ConfigureAwait(false))
            epochs.Add(epoch.Epoch);

        var verdicts = row is null ? TrialVerdicts.None : SweepResults.Judge(plan, new(row, epochs));
        bool? verified = row?.Finished is { } finished ? CanonicalResult.Digest(epochs, finished.Result) == finished.Digest : null;
        var definition = plan.Trial(index);
        return new(sweep, plan.Spec, definition, row, epochs, verdicts, verified)
        {
            Remedies = row is null ? [] : await TrialRemedies.LoadAsync(store, sweep.Id, plan, row, verdicts, cancellation).ConfigureAwait(false),
            Law = DepthLaw.Of(epochs, definition.Combination.Config),
        };
    }
}
