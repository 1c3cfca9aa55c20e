using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Client.Running;

/// <summary>
/// Finds the trials of one sweep that another has too. A training depends on its configuration, its data and its
/// replicate's key; data and key depend on the sweep's seed and the replicate. Its index counts for nothing.
/// </summary>
internal static class ReusedTrials
{
    /// <summary>Index of each such trial there → its index in <paramref name="plan"/>; those without a result that stands for itself are left out.</summary>
    /// <param name="store">The record.</param>
    /// <param name="there">The sweep to take from.</param>
    /// <param name="planThere">Its plan.</param>
    /// <param name="plan">The plan of the sweep that takes.</param>
    /// <param name="folder">Folder that the plan's relative paths start at.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static async Task<IReadOnlyDictionary<long, long>> FindAsync(
        ISweepStore store, SweepRecord there, SweepPlan planThere, SweepPlan plan, string folder, CancellationToken cancellation)
    {
        var wanted = new Dictionary<(UInt128, string?), long>();
        for (var i = 0L; i < plan.Combinations; i++)
            wanted.TryAdd(Identity(plan.Combination(i).Config, folder), i);
        var combinations = new Dictionary<long, long>();
        for (var i = 0L; i < planThere.Combinations; i++)
        {
            // Each is wanted once.
            if (wanted.Remove(Identity(planThere.Combination(i).Config, there.BaseDirectory), out var here))
                combinations.Add(i, here);
        }

        var reuse = new Dictionary<long, long>();
        await foreach (var row in store.ReadTrialsAsync(there.Id, 0, cancellation))
        {
            var replicate = row.Index / planThere.Combinations;
            if (row.Finished is { } finished && StandsForItself(finished.Result) && replicate < plan.Spec.Replicates
                && combinations.TryGetValue(row.Index % planThere.Combinations, out var combination))
                reuse.Add(row.Index, replicate * plan.Combinations + combination);
        }

        return reuse;
    }

    /// <summary>Says why no trial of a sweep can be one of a plan.</summary>
    /// <exception cref="InvalidInputException">There is a reason.</exception>
    public static void Check(SweepRecord there, SweepPlan planThere, SweepPlan plan)
    {
        if (planThere.Spec.Seed != plan.Spec.Seed)
            throw new InvalidInputException($"--reuse: sweep {there.Id} has seed {planThere.Spec.Seed} and the spec has seed {plan.Spec.Seed}, so no trial is the same; set 'seed: {planThere.Spec.Seed}'");
        if (there.Version != ProductVersion.Text)
            throw new InvalidInputException($"--reuse: sweep {there.Id} was made by Sweep {there.Version}, and this is {ProductVersion.Text}: trials of two versions may differ and are not mixed");
    }

    // What a failure, a scheduler or a person ended says nothing of the trial as such.
    private static bool StandsForItself(TrialResult result)
        => result.Outcome is TrialOutcome.Completed or TrialOutcome.Diverged
            && result.End is TrainingEnd.Epochs or TrainingEnd.EarlyStopping or TrainingEnd.StepBudget or TrainingEnd.NonFinite or TrainingEnd.Explosion;

    // One relative path means two files where it starts at two folders.
    private static (UInt128, string?) Identity(TrialConfig config, string folder)
        => (ConfigIdentity.Of(config), config.Dataset.Source switch
        {
            DataSource.Csv csv => Path.GetFullPath(csv.Path, folder),
            DataSource.Idx idx => Path.GetFullPath(idx.Path, folder),
            _ => null,
        });
}
