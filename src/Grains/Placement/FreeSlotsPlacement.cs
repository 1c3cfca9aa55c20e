using Orleans;
using Orleans.Runtime;

namespace Sweep.Grains.Placement;

/// <summary>Activates a grain on the silo with the most free training slots.</summary>
[GenerateSerializer, Immutable, Alias("sweep.FreeSlotsPlacement")]
public sealed class FreeSlotsPlacement : PlacementStrategy
{
}
