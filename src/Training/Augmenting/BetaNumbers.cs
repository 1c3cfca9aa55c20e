using Sweep.Core.Randomness;
using Sweep.Training.Data;

namespace Sweep.Training.Augmenting;

/// <summary>Numbers of a symmetric Beta distribution.</summary>
internal static class BetaNumbers
{
    /// <summary>One number of Beta(shape, shape): x/(x+y) of two Gamma(shape) numbers.</summary>
    public static double Symmetric(ref RandomSequence random, double shape)
    {
        var x = LogGamma(ref random, shape);
        var y = LogGamma(ref random, shape);
        return 1 / (1 + DeterministicMath.Exp(y - x));
    }

    // The logarithm of a Gamma(shape) number (Marsaglia and Tsang 2000), which does not underflow for small shapes:
    // a Gamma(shape) number is one of Gamma(shape + 1) times U^(1/shape).
    private static double LogGamma(ref RandomSequence random, double shape)
    {
        var boost = 0.0;
        if (shape < 1)
        {
            boost = DeterministicMath.Log(1 - random.NextDouble()) / shape;
            shape += 1;
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var radius = Math.Sqrt(-2 * DeterministicMath.Log(1 - random.NextDouble()));
            var x = radius * DeterministicMath.Cos(2 * Math.PI * random.NextDouble());
            var v = 1 + (c * x);
            if (v <= 0)
                continue;
            v = v * v * v;
            if (DeterministicMath.Log(1 - random.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * DeterministicMath.Log(v)))
                return DeterministicMath.Log(d * v) + boost;
        }
    }
}
