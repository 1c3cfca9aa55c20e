using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Sweep.Grains.Running;

namespace Sweep.Silo.Hosting.Cluster;

/// <summary>Places trials on the silo with the most free training slots, as far as this silo has heard.</summary>
internal sealed class FreeSlotsDirector(CapacityTable table) : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target).ToDictionary(silo => silo.ToParsableString(), StringComparer.Ordinal);
        return Task.FromResult(silos[table.Choose([.. silos.Keys])]);
    }
}
