using Sweep.Training.VectorMath;

namespace Sweep.Training.Kernels;

/// <summary>L2 norms that neither over- nor underflow.</summary>
internal static unsafe class Norms
{
    /// <summary>Sums of squares between these are exact enough in float; beyond them single squares may be lost.</summary>
    private const float Least = 1e-24f;
    private const float Greatest = 1e36f;

    /// <summary>The L2 norm of n floats; NaN or +∞ exactly where one of them is.</summary>
    public static double Of(float* x, int n) => Math.Sqrt(SumOfSquares(x, n));

    /// <summary>The sum of their squares; NaN or +∞ exactly where one of them is.</summary>
    public static double SumOfSquares(float* x, int n)
    {
        var sum = Reductions.SumSquares(x, n);
        return sum is > Least and < Greatest ? sum : Reductions.SumSquaresDouble(x, n);
    }
}
