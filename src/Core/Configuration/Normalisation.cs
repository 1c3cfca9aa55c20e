namespace Sweep.Core.Configuration;

/// <summary>Normalisation of a hidden layer.</summary>
public abstract record Normalisation
{
    private Normalisation()
    {
    }

    /// <summary>None.</summary>
    [Option("none", "no normalisation")]
    public sealed record None : Normalisation;

    /// <summary>Batch normalisation.</summary>
    [Option("batch_norm", "per unit over the batch, learnt scale and shift, running statistics in inference (Ioffe and Szegedy 2015)")]
    public sealed record BatchNorm : Normalisation
    {
        /// <summary>Before or after the activation.</summary>
        [Field("before or after the activation")]
        public NormPosition Position { get; init; } = NormPosition.Before;

        /// <summary>Weight of the new batch in the running statistics.</summary>
        [Field("weight of the new batch in the running statistics", Min = 0, AboveMin = true, Max = 1)]
        public double Momentum { get; init; } = 0.1;

        /// <summary>Added to the variance.</summary>
        [Field("added to the variance", Min = 0, AboveMin = true, Max = 1)]
        public double Epsilon { get; init; } = 1e-5;
    }

    /// <summary>Layer normalisation.</summary>
    [Option("layer_norm", "per sample over the units, learnt scale and shift (Ba et al. 2016)")]
    public sealed record LayerNorm : Normalisation
    {
        /// <summary>Before or after the activation.</summary>
        [Field("before or after the activation")]
        public NormPosition Position { get; init; } = NormPosition.Before;

        /// <summary>Added to the variance.</summary>
        [Field("added to the variance", Min = 0, AboveMin = true, Max = 1)]
        public double Epsilon { get; init; } = 1e-5;
    }
}
