namespace Sweep.Core.Configuration;

/// <summary>How gradients are tamed between the backward pass and the update.</summary>
public abstract record Clip
{
    private Clip()
    {
    }

    /// <summary>Not at all.</summary>
    [Option("none", "gradients stay as they are")]
    public sealed record None : Clip;

    /// <summary>Each element into an interval.</summary>
    [Option("value", "each element into [-limit, limit] (Mikolov 2012)")]
    public sealed record Value : Clip
    {
        /// <summary>Greatest magnitude.</summary>
        [Field("greatest magnitude of an element", Min = 0, AboveMin = true, Max = 1e9)]
        public double Limit { get; init; } = 1;
    }

    /// <summary>All gradients together onto a ball.</summary>
    [Option("norm", "all gradients times min(1, limit/(norm+1e-6)), norm over all parameters (Pascanu et al. 2013)")]
    public sealed record Norm : Clip
    {
        /// <summary>Greatest global norm.</summary>
        [Field("greatest global L2 norm", Min = 0, AboveMin = true, Max = 1e9)]
        public double Limit { get; init; } = 1;
    }

    /// <summary>Each layer's gradient onto a ball.</summary>
    [Option("layer_norm", "each layer's gradient times min(1, limit/(norm+1e-6)), norm over that layer's parameters")]
    public sealed record LayerNorm : Clip
    {
        /// <summary>Greatest norm of one layer's gradient.</summary>
        [Field("greatest L2 norm of one layer's gradient", Min = 0, AboveMin = true, Max = 1e9)]
        public double Limit { get; init; } = 1;
    }

    /// <summary>Adaptive gradient clipping.</summary>
    [Option("adaptive", "unit by unit, gradient norm at most factor * max(weight norm, epsilon) (AGC, Brock et al. 2021); not on the output layer")]
    public sealed record Adaptive : Clip
    {
        /// <summary>λ of the paper.</summary>
        [Field("greatest ratio of a unit's gradient norm to its weight norm", Min = 0, AboveMin = true, Max = 1e6)]
        public double Factor { get; init; } = 0.01;

        /// <summary>Least weight norm assumed.</summary>
        [Field("least weight norm assumed", Min = 0, AboveMin = true, Max = 1)]
        public double Epsilon { get; init; } = 1e-3;
    }
}
