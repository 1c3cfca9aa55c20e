using Sweep.Core.Configuration;
using Sweep.Core.Verdicts;

namespace Sweep.Bench.Calibration;

/// <summary>An activation and its derivative in double precision.</summary>
/// <param name="activation">The activation.</param>
internal sealed class ReferenceActivation(Activation activation)
{
    /// <summary>The greatest derivative.</summary>
    public double Greatest { get; } = GreatestSlope.Of(activation);

    /// <summary>Its value.</summary>
    public double Value(double z) => activation switch
    {
        Activation.Sigmoid => 1 / (1 + Math.Exp(-z)),
        Activation.Tanh => Math.Tanh(z),
        Activation.Relu => Math.Max(0, z),
        Activation.LeakyRelu leaky => z > 0 ? z : leaky.Slope * z,
        Activation.Elu elu => z > 0 ? z : elu.Alpha * (Math.Exp(z) - 1),
        Activation.Selu => z > 0 ? 1.0507009873554805 * z : 1.0507009873554805 * 1.6732632423543772 * (Math.Exp(z) - 1),
        Activation.Silu => z / (1 + Math.Exp(-z)),
        Activation.GeluTanh => 0.5 * z * (1 + Math.Tanh(0.7978845608028654 * (z + (0.044715 * z * z * z)))),
        Activation.Softplus => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))),
        Activation.HardTanh => Math.Clamp(z, -1, 1),
        Activation.Identity => z,
        _ => throw new NotSupportedException($"The reference knows no {activation.GetType().Name}."),
    };

    /// <summary>Its derivative, by central differences but at kinks.</summary>
    public double Slope(double z) => activation switch
    {
        Activation.Sigmoid => Value(z) * (1 - Value(z)),
        Activation.Tanh => 1 - (Math.Tanh(z) * Math.Tanh(z)),
        Activation.Relu => z > 0 ? 1 : 0,
        Activation.LeakyRelu leaky => z > 0 ? 1 : leaky.Slope,
        Activation.HardTanh => z is > -1 and < 1 ? 1 : 0,
        Activation.Identity => 1,
        _ => (Value(z + 1e-5) - Value(z - 1e-5)) / 2e-5,
    };
}
