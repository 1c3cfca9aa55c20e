namespace Sweep.Training.Data;

/// <summary>
/// Logarithm, exponential, sine and cosine in double precision that give the same bits on every platform: fixed polynomials
/// in a fixed order of plain additions and multiplications, which .NET never contracts. The polynomials are those of fdlibm
/// (Sun Microsystems, 1993: e_log.c, e_exp.c, k_sin.c, k_cos.c); errors are below 1 ulp of the true value.
/// </summary>
public static class DeterministicMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double HalfPi1 = 1.57079632673412561417e+00;
    private const double HalfPi2 = 6.07710050630396597660e-11;
    private const double HalfPi2Tail = 2.02226624879595063154e-21;

    /// <summary>Greatest magnitude of an angle that <see cref="Sin"/> and <see cref="Cos"/> take.</summary>
    public const double MaxAngle = 1e5;

    /// <summary>e to the power of <paramref name="x"/>; +∞ above 709.78, 0 below −745.13, NaN for NaN.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > 709.782712893383973096)
            return double.PositiveInfinity;
        if (x < -745.13321910194110842)
            return 0;
        var k = Math.Floor(x * 1.44269504088896338700 + 0.5);
        var high = x - k * Ln2High;
        var low = k * Ln2Low;
        var r = high - low;
        var t = r * r;
        var p = 6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08);
        var c = r - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03 + t * p));
        return Math.ScaleB(1 - (low - r * c / (2 - c) - high), (int)k);
    }

    /// <summary>Natural logarithm; −∞ for 0, NaN for negative numbers and NaN.</summary>
    public static double Log(double x)
    {
        if (x == 0)
            return double.NegativeInfinity;
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (double.IsPositiveInfinity(x))
            return x;
        var k = Math.ILogB(x);
        var m = Math.ScaleB(x, -k);
        if (m > 1.41421356237309504880)
        {
            m *= 0.5;
            k++;
        }

        var f = m - 1;
        var s = f / (2 + f);
        var z = s * s;
        var w = z * z;
        var even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
        var tail = 1.818357216161805012e-01 + w * 1.479819860511658591e-01;
        var odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * tail));
        var half = 0.5 * f * f;
        return s * (half + (odd + even)) + k * Ln2Low - half + f + k * Ln2High;
    }

    /// <summary>Sine of an angle in radians.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The angle is NaN or beyond ±<see cref="MaxAngle"/>.</exception>
    public static double Sin(double x) => Quadrant(x, 0);

    /// <summary>Cosine of an angle in radians.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The angle is NaN or beyond ±<see cref="MaxAngle"/>.</exception>
    public static double Cos(double x) => Quadrant(x, 1);

    private static double Quadrant(double x, int shift)
    {
        if (!(Math.Abs(x) <= MaxAngle))
            throw new ArgumentOutOfRangeException(nameof(x), x, $"Angles reach from -{MaxAngle} to {MaxAngle}.");

        // Cody and Waite's reduction: π/2 in pieces of 33 bits, so that n times each of the first two is exact.
        var n = Math.Floor(x * 6.36619772367581382433e-01 + 0.5);
        var first = x - n * HalfPi1;
        var w = n * HalfPi2;
        var r = first - w;
        w = n * HalfPi2Tail - (first - r - w);
        var high = r - w;
        var low = r - high - w;
        return (((int)n + shift) & 3) switch
        {
            0 => SinKernel(high, low),
            1 => CosKernel(high, low),
            2 => -SinKernel(high, low),
            _ => -CosKernel(high, low),
        };
    }

    private static double SinKernel(double x, double low)
    {
        var z = x * x;
        var v = z * x;
        var p = 2.75573137070700676789e-06 + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10);
        var r = 8.33333333332248946124e-03 + z * (-1.98412698298579493134e-04 + z * p);
        return x - (z * (0.5 * low - v * r) - low - v * -1.66666666666666324348e-01);
    }

    private static double CosKernel(double x, double low)
    {
        var z = x * x;
        var p = -2.75573143513906633035e-07 + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11);
        var r = z * (4.16666666666666019037e-02 + z * (-1.38888888888741095749e-03 + z * (2.48015872894767294178e-05 + z * p)));
        var half = 0.5 * z;
        var w = 1 - half;
        return w + (1 - w - half + (z * r - x * low));
    }
}
