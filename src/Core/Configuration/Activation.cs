namespace Sweep.Core.Configuration;

/// <summary>The non-linearity of a hidden layer.</summary>
public abstract record Activation
{
    private Activation()
    {
    }

    /// <summary>Logistic sigmoid.</summary>
    [Option("sigmoid", "1/(1+exp(-x)); its derivative is at most 0.25")]
    public sealed record Sigmoid : Activation;

    /// <summary>Hyperbolic tangent.</summary>
    [Option("tanh", "tanh(x); its derivative is at most 1")]
    public sealed record Tanh : Activation;

    /// <summary>Rectified linear unit.</summary>
    [Option("relu", "max(0, x) (Nair and Hinton 2010)")]
    public sealed record Relu : Activation;

    /// <summary>Leaky ReLU.</summary>
    [Option("leaky_relu", "x for x > 0, slope*x otherwise (Maas et al. 2013)")]
    public sealed record LeakyRelu : Activation
    {
        /// <summary>Slope for x ≤ 0.</summary>
        [Field("slope for x <= 0", Min = 0, Max = 1, BelowMax = true)]
        public double Slope { get; init; } = 0.01;
    }

    /// <summary>Leaky ReLU whose slope is learnt, one per layer.</summary>
    [Option("prelu", "leaky ReLU with a learnt slope, one per layer (He et al. 2015)")]
    public sealed record Prelu : Activation
    {
        /// <summary>Slope at the start.</summary>
        [Field("slope at the start", Min = 0, Max = 1, BelowMax = true)]
        public double Slope { get; init; } = 0.25;
    }

    /// <summary>Exponential linear unit.</summary>
    [Option("elu", "x for x > 0, alpha*(exp(x)-1) otherwise (Clevert et al. 2016)")]
    public sealed record Elu : Activation
    {
        /// <summary>Limit for x → −∞ is −alpha.</summary>
        [Field("minus the limit for x -> -infinity", Min = 0, AboveMin = true, Max = 100)]
        public double Alpha { get; init; } = 1;
    }

    /// <summary>Self-normalising ELU.</summary>
    [Option("selu", "scale*ELU with alpha = 1.6732632, scale = 1.0507010 (Klambauer et al. 2017)")]
    public sealed record Selu : Activation;

    /// <summary>Gaussian error linear unit, exact.</summary>
    [Option("gelu", "x*Phi(x), by erf (Hendrycks and Gimpel 2016)")]
    public sealed record Gelu : Activation;

    /// <summary>Gaussian error linear unit, by tanh.</summary>
    [Option("gelu_tanh", "0.5x(1+tanh(sqrt(2/pi)(x+0.044715x^3))) (Hendrycks and Gimpel 2016)")]
    public sealed record GeluTanh : Activation;

    /// <summary>Sigmoid linear unit, also called swish.</summary>
    [Option("silu", "x*sigmoid(x) (Elfwing et al. 2018)")]
    public sealed record Silu : Activation;

    /// <summary>Smooth ReLU.</summary>
    [Option("softplus", "log(1+exp(x)) (Dugas et al. 2001)")]
    public sealed record Softplus : Activation;

    /// <summary>Piecewise linear tanh.</summary>
    [Option("hard_tanh", "min(1, max(-1, x)) (Collobert 2004)")]
    public sealed record HardTanh : Activation;

    /// <summary>No non-linearity.</summary>
    [Option("identity", "x: a linear layer")]
    public sealed record Identity : Activation;
}
