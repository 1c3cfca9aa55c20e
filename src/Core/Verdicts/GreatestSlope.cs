using Sweep.Core.Configuration;

namespace Sweep.Core.Verdicts;

/// <summary>The greatest derivative of an activation: by how much it can scale a gradient on its way back.</summary>
public static class GreatestSlope
{
    // Maxima of the derivative, found by SciPy (tests/reference/slopes.py).
    private const double Gelu = 1.128904145185155;
    private const double GeluTanh = 1.128993068658772;
    private const double Silu = 1.099839320128867;
    private const double Selu = 1.0507009873554805 * 1.6732632423543772;

    /// <summary>
    /// sup |φ′(x)|. A learnt slope of PReLU is taken to stay within [−1, 1], as it does but in odd networks.
    /// </summary>
    public static double Of(Activation activation) => activation switch
    {
        Activation.Sigmoid => 0.25,
        Activation.Elu elu => Math.Max(1, elu.Alpha),
        Activation.Selu => Selu,
        Activation.Gelu => Gelu,
        Activation.GeluTanh => GeluTanh,
        Activation.Silu => Silu,
        _ => 1,
    };
}
