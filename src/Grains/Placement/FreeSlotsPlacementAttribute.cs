using Orleans.Placement;

namespace Sweep.Grains.Placement;

/// <summary>Activates the class's grains on the silo with the most free training slots.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FreeSlotsPlacementAttribute() : PlacementAttribute(new FreeSlotsPlacement());
