using System.Collections.Immutable;
using Sweep.Grains.Contracts;

namespace Sweep.Grains.Running;

/// <summary>What a silo knows of the training slots of all silos. Safe on any thread.</summary>
public sealed class CapacityTable
{
    private readonly Lock _lock = new();
    private ImmutableArray<SiloCapacity> _silos = [];
    // Trials given to a silo since it last reported; its own count does not hold them yet.
    private readonly Dictionary<string, int> _given = new(StringComparer.Ordinal);

    /// <summary>All silos that are known to be there.</summary>
    public ImmutableArray<SiloCapacity> Silos
    {
        get
        {
            lock (_lock)
                return _silos;
        }
    }

    /// <summary>Takes in what all silos have reported last.</summary>
    public void Update(ImmutableArray<SiloCapacity> silos)
    {
        lock (_lock)
        {
            _silos = silos;
            _given.Clear();
        }
    }

    /// <summary>
    /// Chooses the silo with the most room for one more trial: that with the least load for each of its workers, the first
    /// of those alike. Silos that take no more, or that have never reported, are chosen only where there are no others.
    /// </summary>
    /// <param name="candidates">Addresses of the silos to choose from, at least one.</param>
    public string Choose(IReadOnlyList<string> candidates)
    {
        ArgumentOutOfRangeException.ThrowIfZero(candidates.Count);
        lock (_lock)
        {
            var chosen = candidates.OrderBy(Crowding).ThenBy(silo => silo, StringComparer.Ordinal).First();
            _given[chosen] = _given.GetValueOrDefault(chosen) + 1;
            return chosen;
        }
    }

    private double Crowding(string silo)
    {
        var known = _silos.FirstOrDefault(other => other.Silo == silo);
        var given = _given.GetValueOrDefault(silo);
        return known is { Workers: > 0 } ? (double)(known.Load + given) / known.Workers : 1e9 + given;
    }
}
