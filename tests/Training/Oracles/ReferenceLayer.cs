using Sweep.Core.Configuration;

namespace Sweep.Training.Tests.Oracles;

/// <summary>One layer of a <see cref="ReferenceNetwork"/>. Matrices are units × inputs; what a layer lacks is empty.</summary>
internal sealed class ReferenceLayer
{
    public required int Inputs { get; init; }

    public required int Units { get; init; }

    /// <summary>Null for the output layer.</summary>
    public Activation? Activation { get; init; }

    public Normalisation Normalization { get; init; } = new Normalisation.None();

    /// <summary>The layer whose output is added, 0 being the input; −1 for none.</summary>
    public int SkipFrom { get; init; } = -1;

    public double[] Weights { get; init; } = [];

    public double[] Bias { get; init; } = [];

    public double[] Scale { get; init; } = [];

    public double[] Shift { get; init; } = [];

    public double[] Slope { get; init; } = [];

    public double[] Projection { get; init; } = [];

    public double Dropout { get; init; }

    public double AlphaDropout { get; init; }

    /// <summary>Whether unit u of sample b, at b·units + u, is dropped; null where nothing is.</summary>
    public bool[]? Dropped { get; set; }

    /// <summary>The same for alpha dropout.</summary>
    public bool[]? AlphaDropped { get; set; }

    /// <summary>All parameters, with names.</summary>
    public IEnumerable<(string Name, double[] Values)> Parameters
        => new[] { ("weights", Weights), ("bias", Bias), ("scale", Scale), ("shift", Shift), ("slope", Slope), ("projection", Projection) }
            .Where(parameter => parameter.Item2.Length > 0);
}
