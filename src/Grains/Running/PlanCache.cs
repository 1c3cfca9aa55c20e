using System.Collections.Concurrent;
using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Grains.Running;

/// <summary>Compiled plans by sweep, each made once from the record's normalised spec, and again when that has grown.</summary>
public sealed class PlanCache(ISweepStore store)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<(SweepRecord Record, SweepPlan Plan)>>> _plans = new(StringComparer.Ordinal);

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

    /// <summary>The record and a plan that has this trial, though the sweep may have grown since the last plan was made.</summary>
    /// <exception cref="InvalidInputException">There is no such sweep, or its spec is not one that this version understands.</exception>
    public async Task<(SweepRecord Record, SweepPlan Plan)> GetAsync(string sweep, long trial)
    {
        var known = await GetAsync(sweep);
        return trial < known.Plan.Trials ? known : await RefreshAsync(sweep);
    }

    /// <summary>The record as it stands now, with its plan; that is made anew only where the spec has changed.</summary>
    /// <exception cref="InvalidInputException">There is no such sweep, or its spec is not one that this version understands.</exception>
    public async Task<(SweepRecord Record, SweepPlan Plan)> RefreshAsync(string sweep)
    {
        var record = await store.FindAsync(sweep);
        if (record is not null && _plans.TryGetValue(sweep, out var entry) && await entry.Value is var known && known.Record.SpecYaml == record.SpecYaml)
            return (record, known.Plan);
        _plans.TryRemove(sweep, out _);
        return await GetAsync(sweep);
    }

    /// <summary>Forgets a sweep that is over for now.</summary>
    public void Forget(string sweep) => _plans.TryRemove(sweep, out _);

    private async Task<(SweepRecord, SweepPlan)> LoadAsync(string sweep)
    {
        var record = await store.FindAsync(sweep) ?? throw new InvalidInputException($"there is no sweep '{sweep}' in the record");
        var result = SpecCompiler.Compile(record.SpecYaml, $"the spec of {sweep}");
        return (record, result.Plan ?? throw new InvalidInputException(result.Problems));
    }
}
