using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Client.Running;

/// <summary>Adds sweeps to a record.</summary>
internal static class NewSweep
{
    /// <summary>Adds one under an id that is free.</summary>
    public static async Task<SweepRecord> AddAsync(ISweepStore store, TimeProvider time, SweepPlan plan, string folder)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var id = SweepId.New(plan.Spec.Name, time);
            var record = new SweepRecord(id, plan.Spec.Name, plan.NormalisedYaml, plan.Hash, folder, plan.Trials, SweepState.Running, now, now, ProductVersion.Text);
            if (await store.CreateAsync(record))
                return record;
        }
    }
}
