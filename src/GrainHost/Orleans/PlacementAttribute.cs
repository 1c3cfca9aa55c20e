using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>Base of attributes that say where a grain class's grains are activated. One process has no choice.</summary>
/// <param name="placement">The strategy.</param>
[AttributeUsage(AttributeTargets.Class)]
public abstract class PlacementAttribute(PlacementStrategy placement) : Attribute
{
    /// <summary>The strategy.</summary>
    public PlacementStrategy PlacementStrategy { get; } = placement ?? throw new ArgumentNullException(nameof(placement));
}
