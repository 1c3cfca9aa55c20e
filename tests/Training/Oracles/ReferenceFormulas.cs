using Sweep.Core.Configuration;

namespace Sweep.Training.Tests.Oracles;

/// <summary>Activations and losses in double, one number at a time, as src/Core/Configuration writes them down.</summary>
internal static class ReferenceFormulas
{
    public const double SeluAlpha = 1.6732632423543772848170429916717;

    public const double SeluScale = 1.0507009873554804934193349852946;

    /// <summary>φ(x); <paramref name="slope"/> is what PReLU has learnt.</summary>
    public static double Activate(Activation activation, double x, double slope) => activation switch
    {
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.Tanh => Math.Tanh(x),
        Activation.Relu => Math.Max(0, x),
        Activation.LeakyRelu leaky => x > 0 ? x : leaky.Slope * x,
        Activation.Prelu => x > 0 ? x : slope * x,
        Activation.Elu elu => x > 0 ? x : elu.Alpha * (Math.Exp(x) - 1),
        Activation.Selu => SeluScale * (x > 0 ? x : SeluAlpha * (Math.Exp(x) - 1)),
        Activation.Gelu => x * 0.5 * (1 + Erf(x / Math.Sqrt(2))),
        Activation.GeluTanh => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        Activation.Silu => x / (1 + Math.Exp(-x)),
        Activation.Softplus => Softplus(x),
        Activation.HardTanh => Math.Min(1, Math.Max(-1, x)),
        Activation.Identity => x,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "no formula"),
    };

    /// <summary>Places where the derivative jumps.</summary>
    public static double[] Kinks(Activation activation) => activation switch
    {
        Activation.Relu or Activation.LeakyRelu or Activation.Prelu or Activation.Elu or Activation.Selu => [0],
        Activation.HardTanh => [-1, 1],
        _ => [],
    };

    /// <summary>The loss of one sample: outputs z, targets y.</summary>
    public static double Loss(Loss loss, ReadOnlySpan<double> z, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        switch (loss)
        {
            case Core.Configuration.Loss.CrossEntropy:
                var greatest = double.NegativeInfinity;
                foreach (var value in z)
                    greatest = Math.Max(greatest, value);
                foreach (var value in z)
                    sum += Math.Exp(value - greatest);
                var log = greatest + Math.Log(sum);
                sum = 0;
                for (var c = 0; c < z.Length; c++)
                    sum -= y[c] * (z[c] - log);
                return sum;
            case Core.Configuration.Loss.BinaryCrossEntropy:
                return Softplus(z[0]) - (y[0] * z[0]);
            default:
                for (var c = 0; c < z.Length; c++)
                    sum += Pointwise(loss, z[c] - y[c]);
                return sum / z.Length;
        }
    }

    private static double Pointwise(Loss loss, double difference)
    {
        var size = Math.Abs(difference);
        return loss switch
        {
            Core.Configuration.Loss.Mse => difference * difference,
            Core.Configuration.Loss.Huber huber => size <= huber.Delta ? difference * difference / 2 : huber.Delta * (size - (huber.Delta / 2)),
            Core.Configuration.Loss.Mae => size,
            _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "no formula"),
        };
    }

    private static double Softplus(double x) => Math.Max(0, x) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    // Abramowitz and Stegun 7.1.6, a sum of positive terms; beyond 6 the complement is under 1e-16.
    private static double Erf(double x)
    {
        if (Math.Abs(x) >= 6)
            return Math.Sign(x);
        var (term, sum) = (x, x);
        for (var n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= x * x / (n + 0.5);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
