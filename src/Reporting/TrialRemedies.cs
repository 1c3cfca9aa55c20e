using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Core.Verdicts;
using Sweep.Storage;

namespace Sweep.Reporting;

/// <summary>Finds remedies for one trial by reading no more of the record than the trials that differ little from it.</summary>
internal static class TrialRemedies
{
    // Reading a trial with its epochs takes about a millisecond.
    private const int MaxRead = 200;

    public static async Task<IReadOnlyList<Remedy>> LoadAsync(
        ISweepStore store, string sweep, SweepPlan plan, TrialRow row, TrialVerdicts verdicts, CancellationToken cancellation)
    {
        if (row.Finished is not { } finished || verdicts.Evidence.All(e => e.Verdict == Verdict.Healthy))
            return [];
        var replicate = row.Index / plan.Combinations;
        var facts = new Dictionary<long, TrialFact>();
        foreach (var candidate in Remedies.Candidates(plan, row.Index).OrderBy(c => c / plan.Combinations != replicate).Take(MaxRead))
        {
            if (await FactAsync(store, sweep, plan, candidate, cancellation).ConfigureAwait(false) is { } fact)
                facts.Add(candidate, fact);
        }

        return Remedies.For(plan, row.Index, verdicts, plan.Spec.Objective.Of(finished.Result), t => facts.TryGetValue(t, out var fact) ? fact : null);
    }

    private static async Task<TrialFact?> FactAsync(ISweepStore store, string sweep, SweepPlan plan, long trial, CancellationToken cancellation)
    {
        await foreach (var row in store.ReadTrialsAsync(sweep, trial, cancellation).ConfigureAwait(false))
        {
            if (row.Index != trial || row.Finished is not { } finished)
                return null;
            var epochs = new List<EpochReport>();
            await foreach (var epoch in store.ReadEpochsAsync(sweep, trial, cancellation).ConfigureAwait(false))
                epochs.Add(epoch.Epoch);
            return TrialFact.Of(trial, SweepResults.Judge(plan, new(row, epochs)), plan.Spec.Objective.Of(finished.Result));
        }

        return null;
    }
}
