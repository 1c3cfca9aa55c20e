namespace Sweep.Core.Results;

/// <summary>Relative depth of a layer, so that networks of any depth share one set of series.</summary>
public static class LayerDepth
{
    /// <summary>All parts of a network, first layers first.</summary>
    public static IReadOnlyList<string> All { get; } = ["first", "lower", "middle", "upper", "last"];

    /// <summary>
    /// first for layer 1, last for the output layer (also where it is the only one), and lower, middle and upper for the
    /// thirds of (layer − 1)/(layers − 1) between them.
    /// </summary>
    public static string Of(int layer, int layers)
    {
        if (layer >= layers) return "last";
        if (layer <= 1) return "first";
        return (3L * (layer - 1) / (layers - 1)) switch
        {
            0 => "lower",
            1 => "middle",
            _ => "upper",
        };
    }
}
