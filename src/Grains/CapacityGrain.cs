using System.Collections.Immutable;
using Orleans;
using Sweep.Grains.Contracts;

namespace Sweep.Grains;

/// <summary>Gathers what silos can train. A silo that has not reported for a while is taken for gone.</summary>
public sealed class CapacityGrain(TimeProvider time) : Grain, ICapacityGrain
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private readonly SortedDictionary<string, (SiloCapacity Silo, long At)> _silos = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<ImmutableArray<SiloCapacity>> ReportAsync(SiloCapacity silo)
    {
        _silos[silo.Silo] = (silo, time.GetTimestamp());
        foreach (var gone in _silos.Where(entry => time.GetElapsedTime(entry.Value.At) > Lifetime).Select(entry => entry.Key).ToList())
            _silos.Remove(gone);
        return Task.FromResult<ImmutableArray<SiloCapacity>>([.. _silos.Values.Select(entry => entry.Silo)]);
    }
}
