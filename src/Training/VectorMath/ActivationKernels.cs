using Sweep.Core.Configuration;
using Sweep.Training.VectorMath.Activations;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath;

/// <summary>
/// Activations, their derivatives and what is measured of them. Each element's result is a function of that element alone,
/// the same bits at every vector width; a NaN stays NaN, though its payload is not fixed. Errors against exact arithmetic:
/// sigmoid, tanh, softplus at most 2 ulp; elu, selu, silu at most 4 ulp; gelu and gelu_tanh, which cancel for z &lt; 0,
/// at most 2e-7·max(1, |z|); derivatives at most 6e-7 absolutely. Limits at ±∞ are taken, also where the formula reads 0·∞.
/// </summary>
public static unsafe class ActivationKernels
{
    /// <summary>Kind and parameter (slope of leaky_relu and prelu, alpha of elu, 0 for others) of a configured activation.</summary>
    public static (ActivationKind Kind, float Parameter) Of(Activation activation) => activation switch
    {
        Activation.Identity => (ActivationKind.Identity, 0),
        Activation.Sigmoid => (ActivationKind.Sigmoid, 0),
        Activation.Tanh => (ActivationKind.Tanh, 0),
        Activation.Relu => (ActivationKind.Relu, 0),
        Activation.LeakyRelu leaky => (ActivationKind.LeakyRelu, (float)leaky.Slope),
        Activation.Prelu prelu => (ActivationKind.Prelu, (float)prelu.Slope),
        Activation.Elu elu => (ActivationKind.Elu, (float)elu.Alpha),
        Activation.Selu => (ActivationKind.Selu, 0),
        Activation.Gelu => (ActivationKind.Gelu, 0),
        Activation.GeluTanh => (ActivationKind.GeluTanh, 0),
        Activation.Silu => (ActivationKind.Silu, 0),
        Activation.Softplus => (ActivationKind.Softplus, 0),
        Activation.HardTanh => (ActivationKind.HardTanh, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "no kernel for this activation"),
    };

    /// <summary>
    /// Whether φ′ follows from φ(z) alone, to the same bits: then z may be overwritten by a before <see cref="Backward"/> and
    /// <see cref="CountSaturated"/>, which are given a twice.
    /// </summary>
    public static bool MayReplaceInput(ActivationKind kind, float parameter) => kind switch
    {
        ActivationKind.Prelu or ActivationKind.Gelu or ActivationKind.GeluTanh or ActivationKind.Silu or ActivationKind.Softplus => false,
        ActivationKind.LeakyRelu or ActivationKind.Elu => parameter >= 0,
        _ => true,
    };

    /// <summary>a[i] = φ(z[i]) for i &lt; n; a may be z.</summary>
    public static void Forward(ActivationKind kind, float parameter, float* z, float* a, int n)
        => ActivationDispatch.Run(kind, new ForwardJob(parameter, z, null, a, 1, n, n));

    /// <summary>
    /// z += bias and a = φ(z) over a rows × cols matrix, row-major, <paramref name="stride"/> floats from row to row in z and a alike;
    /// bias has cols floats. a may be z, which then ends as φ(z).
    /// </summary>
    public static void ForwardBias(ActivationKind kind, float parameter, float* z, float* bias, float* a, int rows, int cols, int stride)
        => ActivationDispatch.Run(kind, new ForwardJob(parameter, z, bias, a, rows, cols, stride));

    /// <summary>grad[i] *= φ′(z[i]), given a = φ(z); at kinks 0 is on the left side, as in PyTorch.</summary>
    public static void Backward(ActivationKind kind, float parameter, float* z, float* a, float* grad, int n)
        => ActivationDispatch.Run(kind, new BackwardJob(parameter, z, a, grad, n));

    /// <summary>
    /// Number of elements whose |φ′(z)| is under 1 % of its greatest over all z; a rows × cols matrix with
    /// <paramref name="stride"/>. alive[c] (cols floats, 0 at the start) becomes 1 where column c holds an element that is not: a
    /// unit whose flag is still 0 after all samples is dead. A NaN derivative counts as alive.
    /// </summary>
    public static long CountSaturated(ActivationKind kind, float parameter, float* z, float* a, float* alive, int rows, int cols, int stride)
        => ActivationDispatch.Run(kind, new SaturationJob(parameter, z, a, alive, rows, cols, stride));

    /// <summary>
    /// dL/dslope of <see cref="ActivationKind.Prelu"/>: the sum of grad·z over z ≤ 0, where grad is dL/da as it is before
    /// <see cref="Backward"/>; in the fixed tree of <see cref="Reductions"/>, in double.
    /// </summary>
    public static double PreluSlopeGradient(float* z, float* grad, int n)
        => Ladder.Has16 ? Reductions.SumNegativeProducts<F16>(z, grad, n)
            : Ladder.Has8 ? Reductions.SumNegativeProducts<F8>(z, grad, n)
            : Ladder.Has4 ? Reductions.SumNegativeProducts<F4>(z, grad, n)
            : Reductions.SumNegativeProducts<F1>(z, grad, n);
}
