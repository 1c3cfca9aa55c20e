using Orleans.Runtime;

namespace Sweep.GrainHost.Simulation;

/// <summary>
/// Knows where grains are, as Orleans' directory does: a grain without a place is given one among the silos that are
/// believed to live. A silo that is cut off goes by what it last knew, so that the same grain may come to live twice.
/// </summary>
internal sealed class GrainPlaces(SimulatedCluster cluster)
{
    private readonly Dictionary<GrainId, SimulatedSilo> _places = [];

    /// <summary>The silo that a silo believes a grain to be on.</summary>
    public SimulatedSilo Locate(SimulatedSilo asking, GrainId grain)
    {
        var places = asking.Places ?? _places;
        if (places.TryGetValue(grain, out var silo))
            return silo;
        silo = Choose(asking);
        places.Add(grain, silo);
        cluster.Trace.Write($"{asking.Name} places {grain} on {silo.Name}");
        return silo;
    }

    /// <summary>A copy for a silo that is about to be cut off.</summary>
    public Dictionary<GrainId, SimulatedSilo> Copy() => new(_places);

    /// <summary>Forgets all grains on a silo.</summary>
    public void Forget(SimulatedSilo silo) => Remove(_places, place => place == silo);

    /// <summary>Gives a grain that has no place the silo on which it begins.</summary>
    public void Register(SimulatedSilo silo, GrainId grain) => (silo.Places ?? _places).TryAdd(grain, silo);

    /// <summary>Forgets an activation that is gone.</summary>
    public void Forget(SimulatedSilo silo, GrainId grain)
    {
        Remove(_places, silo, grain);
        if (silo.Places is { } own)
            Remove(own, silo, grain);
    }

    /// <summary>Forgets where a grain lives, though it lives on. The silo; null where the grain had no place.</summary>
    public SimulatedSilo? Lose(GrainId grain) => _places.Remove(grain, out var silo) ? silo : null;

    /// <summary>Grains that have a place, in a fixed order.</summary>
    public IReadOnlyList<GrainId> Known() => [.. _places.Keys.Order()];

    /// <summary>Takes in what a silo that was cut off has placed on itself meanwhile; gives back the grains that live elsewhere too.</summary>
    public IReadOnlyList<GrainId> Merge(SimulatedSilo silo, Dictionary<GrainId, SimulatedSilo> own)
    {
        var twice = new List<GrainId>();
        foreach (var (grain, place) in own.OrderBy(entry => entry.Key))
        {
            if (place == silo && silo.Host.Find(grain) is not null && !_places.TryAdd(grain, silo) && _places[grain] != silo)
                twice.Add(grain);
        }

        return twice;
    }

    internal static void Remove(Dictionary<GrainId, SimulatedSilo> places, Func<SimulatedSilo, bool> which)
    {
        foreach (var grain in places.Where(entry => which(entry.Value)).Select(entry => entry.Key).ToArray())
            places.Remove(grain);
    }

    private static void Remove(Dictionary<GrainId, SimulatedSilo> places, SimulatedSilo silo, GrainId grain)
    {
        if (places.GetValueOrDefault(grain) == silo)
            places.Remove(grain);
    }

    private SimulatedSilo Choose(SimulatedSilo asking)
    {
        var candidates = cluster.Silos.Where(silo => silo == asking || (!asking.BelievesItselfAlone && silo is { IsBelievedDead: false, IsLeaving: false })).ToList();
        if (candidates.Count > 1 && asking.IsLeaving)
            candidates.Remove(asking);
        return candidates[(int)cluster.Chance.Below((uint)candidates.Count)];
    }
}
