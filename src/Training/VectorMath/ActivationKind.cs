namespace Sweep.Training.VectorMath;

/// <summary>Activations as <see cref="ActivationKernels"/> know them; formulas stand at <see cref="Core.Configuration.Activation"/>.</summary>
public enum ActivationKind
{
    /// <summary>x.</summary>
    Identity,

    /// <summary>1/(1+exp(−x)).</summary>
    Sigmoid,

    /// <summary>tanh(x).</summary>
    Tanh,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>x for x > 0, parameter·x otherwise.</summary>
    LeakyRelu,

    /// <summary>As <see cref="LeakyRelu"/>; the parameter is learnt, see <see cref="ActivationKernels.PreluSlopeGradient"/>.</summary>
    Prelu,

    /// <summary>x for x > 0, parameter·(exp(x)−1) otherwise.</summary>
    Elu,

    /// <summary>1.0507010·(x for x > 0, 1.6732632·(exp(x)−1) otherwise).</summary>
    Selu,

    /// <summary>x·Φ(x).</summary>
    Gelu,

    /// <summary>0.5x(1+tanh(√(2/π)(x+0.044715x³))).</summary>
    GeluTanh,

    /// <summary>x·sigmoid(x).</summary>
    Silu,

    /// <summary>ln(1+exp(x)).</summary>
    Softplus,

    /// <summary>min(1, max(−1, x)).</summary>
    HardTanh,
}
