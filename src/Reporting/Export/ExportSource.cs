using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Reporting.Export;

/// <summary>What an export is made from.</summary>
/// <param name="Store">The record.</param>
/// <param name="Sweep">The sweep.</param>
/// <param name="Plan">The sweep's plan.</param>
/// <param name="Task">Classes or numbers.</param>
public sealed record ExportSource(ISweepStore Store, SweepRecord Sweep, SweepPlan Plan, TaskKind Task)
{
    /// <summary>The factors as the tables write them.</summary>
    public IReadOnlyList<ExportFactor> Factors { get; } = ExportFactor.Of(Plan.Spec);

    /// <summary>Columns of the trials.</summary>
    public IReadOnlyList<ExportColumn> TrialColumns => ExportColumns.Trials(Factors, Task);

    /// <summary>Columns of the epochs.</summary>
    public IReadOnlyList<ExportColumn> EpochColumns => ExportColumns.Epochs(Task);

    /// <summary>A sweep whose results were read before.</summary>
    public static ExportSource Of(ISweepStore store, SweepResults results, SweepPlan plan)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new(store, results.Sweep, plan, results.Task);
    }

    /// <summary>A sweep whose results nobody needs: no more is read than tells its task.</summary>
    public static async Task<ExportSource> LoadAsync(ISweepStore store, SweepRecord sweep, SweepPlan plan, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(sweep);
        await foreach (var trial in store.ReadTrialsAsync(sweep.Id, 0, cancellation).ConfigureAwait(false))
        {
            if (trial.Finished is { Result: { Outcome: TrialOutcome.Completed or TrialOutcome.Diverged } result })
                return new(store, sweep, plan, result.Task);
        }

        return new(store, sweep, plan, default);
    }

    /// <summary>All trials with their epochs, by index, one in memory at a time.</summary>
    public IAsyncEnumerable<TrialTelemetry> ReadAsync(CancellationToken cancellation)
        => TelemetryReader.ReadAsync(Store, Sweep.Id, cancellation);
}
