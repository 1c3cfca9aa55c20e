using System.Collections.Concurrent;
using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Grains.Running;

/// <summary>Compiled plans by sweep, each made once from the record's normalised spec.</summary>
public sealed class PlanCache(ISweepStore store)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<(SweepRecord, SweepPlan)>>> _plans = new(StringComparer.Ordinal);

    /// <summary>The record and plan of a sweep.</summary>
    /// <exception cref="InvalidInputException">There is no such sweep, or its spec is not one that this version understands.</exception>
    public async Task<(SweepRecord Record, SweepPlan Plan)> GetAsync(string sweep)
    {
        var entry = _plans.GetOrAdd(sweep, id => new(() => LoadAsync(id)));
        try
        {
            return await entry.Value;
        }
        catch
        {
            _plans.TryRemove(new(sweep, entry));
            throw;
        }
    }

    private async Task<(SweepRecord, SweepPlan)> LoadAsync(string sweep)
    {
        var record = await store.FindAsync(sweep) ?? throw new InvalidInputException($"there is no sweep '{sweep}' in the record");
        var result = SpecCompiler.Compile(record.SpecYaml, $"the spec of {sweep}");
        return (record, result.Plan ?? throw new InvalidInputException(result.Problems));
    }
}
