namespace Orleans.Runtime;

/// <summary>Names a way to choose the silo that a grain is activated on. One process has no choice.</summary>
public abstract class PlacementStrategy
{
}
