using Sweep.Training.VectorMath;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Tests.VectorMath;

/// <summary>
/// Errors in ulp against double arithmetic over every 997th bit pattern, so all exponents and both signs, NaNs and infinities, and
/// over 2,000 neighbours of every place where a function changes its form.
/// </summary>
public sealed unsafe class FunctionTests
{
    private static readonly float[] Seams =
    [
        0, float.Epsilon, 1.17549435e-38f, 1e-4f, 0.625f, 0.70710678f, 0.93f, 1, 1.41421356f, 2, 3.9f, 4, 9.01f, 9.1f, 16.64f, 17.33f, 17.5f, 87.33654f, 88.72283f, 89, 103.97208f, 105,
        float.MaxValue, float.PositiveInfinity,
    ];

    private delegate void Map(float* x);

    [Fact]
    public void Exp_is_within_1_ulp() => Check(1, x => Apply<ExpOp>(x), Math.Exp, _ => true);

    [Fact]
    public void Exp_minus_one_is_within_1_ulp() => Check(1, x => Apply<ExpM1Op>(x), ExpM1, x => x <= 0);

    [Fact]
    public void Log_is_within_1_ulp() => Check(1, x => Apply<LogOp>(x), Math.Log, _ => true);

    [Fact]
    public void Log_of_1_plus_unit_is_within_1_point_2_ulp() => Check(1.2, x => Apply<Log1POp>(x), Log1P, x => x is >= 0 and <= 1);

    [Fact]
    public void Sigmoid_is_within_2_ulp() => Check(2, x => Apply<SigmoidOp>(x), x => 1 / (1 + Math.Exp(-x)), _ => true);

    [Fact]
    public void Tanh_is_within_2_ulp() => Check(2, x => Apply<TanhOp>(x), Math.Tanh, _ => true);

    [Fact]
    public void Erf_is_within_1_ulp() => Check(1, x => Apply<ErfOp>(x), Erf, _ => true);

    [Fact]
    public void Softplus_is_within_2_ulp() => Check(2, x => Apply<SoftplusOp>(x), x => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x))), _ => true);

    [Fact]
    public void Odd_functions_keep_the_sign_of_zero()
    {
        Assert.True(float.IsNegative(One<TanhOp>(-0f)) && float.IsNegative(One<ErfOp>(-0f)));
        Assert.False(float.IsNegative(One<TanhOp>(0f)) || float.IsNegative(One<ErfOp>(0f)));
    }

    [Fact]
    public void Limits_are_exact()
    {
        Assert.Equal(float.PositiveInfinity, One<ExpOp>(88.7229f));
        Assert.Equal(0, One<ExpOp>(-103.98f));
        Assert.Equal(float.Epsilon, One<ExpOp>(-103.9f));
        Assert.Equal(float.NegativeInfinity, One<LogOp>(-0f));
        Assert.True(float.IsNaN(One<LogOp>(-float.Epsilon)));
        Assert.Equal(-1, One<ExpM1Op>(float.NegativeInfinity));
        Assert.Equal(1, One<SigmoidOp>(float.PositiveInfinity));
        Assert.Equal(0, One<SigmoidOp>(float.NegativeInfinity));
        Assert.Equal(-1, One<TanhOp>(float.NegativeInfinity));
        Assert.Equal(0, One<SoftplusOp>(float.NegativeInfinity));
    }

    [Fact]
    public void Sine_and_cosine_of_a_turn_are_within_their_absolute_error()
    {
        for (var i = 0; i <= 1_000_000; i++)
        {
            var u = i / 1_000_000f;
            Functions.SinCosOfTurn(F1.Of(u), out var sin, out var cos);
            float s, c;
            F1.Store(&s, sin);
            F1.Store(&c, cos);
            Assert.InRange(s - Math.Sin(2 * Math.PI * u), -1.2e-7, 1.2e-7);
            Assert.InRange(c - Math.Cos(2 * Math.PI * u), -1.2e-7, 1.2e-7);
        }
    }

    private static void Check(double limit, Map map, Func<double, double> exact, Func<float, bool> domain)
    {
        var x = stackalloc float[16];
        var y = stackalloc float[16];
        var (worst, at, filled) = (0.0, 0f, 0);
        foreach (var value in Points())
        {
            y[filled] = x[filled] = value;
            if (++filled < 16)
                continue;
            filled = 0;
            map(y);
            for (var i = 0; i < 16; i++)
            {
                var error = float.IsNaN(x[i]) ? (float.IsNaN(y[i]) ? 0 : double.PositiveInfinity) : domain(x[i]) ? UlpError(y[i], exact(x[i])) : 0;
                if (!(error <= worst))
                    (worst, at) = (error, x[i]);
            }
        }

        Assert.True(worst <= limit, $"{worst} ulp at {at:R}");
    }

    private static IEnumerable<float> Points()
    {
        for (var bits = 0L; bits <= uint.MaxValue; bits += 997)
            yield return BitConverter.UInt32BitsToSingle((uint)bits);
        foreach (var seam in Seams)
        {
            var centre = (long)BitConverter.SingleToUInt32Bits(seam);
            for (var bits = Math.Max(0, centre - 1_000); bits < centre + 1_000; bits++)
            {
                yield return BitConverter.UInt32BitsToSingle((uint)bits);
                yield return -BitConverter.UInt32BitsToSingle((uint)bits);
            }
        }
    }

    private static double UlpError(float actual, double exact)
    {
        if (double.IsNaN(exact))
            return float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        var rounded = (float)exact;
        if (float.IsInfinity(actual) || float.IsInfinity(rounded))
            return actual == rounded ? 0 : double.PositiveInfinity;
        var exponent = Math.Max((int)(BitConverter.SingleToUInt32Bits(Math.Abs(rounded)) >> 23), 1);
        return Math.Abs(actual - exact) / Math.ScaleB(1, exponent - 127 - 23);
    }

    private static double ExpM1(double x)
        => Math.Abs(x) < 1e-3 ? x * (1 + (x / 2 * (1 + (x / 3 * (1 + (x / 4 * (1 + (x / 5)))))))) : Math.Exp(x) - 1;

    private static double Log1P(double x) => x < 1e-4 ? x * (1 - (x / 2) + (x * x / 3)) : Math.Log(1 + x);

    /// <summary>Power series below 3, continued fraction of erfc above (Abramowitz and Stegun 7.1.5, 7.1.14).</summary>
    private static double Erf(double x)
    {
        var a = Math.Abs(x);
        if (a > 6)
            return Math.Sign(x);
        if (a < 3)
        {
            var (sum, term) = (x, x);
            for (var k = 1; k < 200 && Math.Abs(term) > 1e-19 * Math.Abs(sum); k++)
            {
                term *= -x * x / k;
                sum += term / ((2 * k) + 1);
            }

            return 2 / Math.Sqrt(Math.PI) * sum;
        }

        var fraction = 0.0;
        for (var k = 60; k > 0; k--)
            fraction = k / 2.0 / (a + fraction);
        return Math.Sign(x) * (1 - (Math.Exp(-a * a) / Math.Sqrt(Math.PI) / (a + fraction)));
    }

    private static float One<T>(float x)
        where T : struct, IOp
    {
        F1.Store(&x, T.Of(F1.Of(x)));
        return x;
    }

    private static void Apply<T>(float* x)
        where T : struct, IOp
    {
        if (Ladder.Has8)
        {
            F8.Store(x, T.Of(F8.Load(x)));
            F8.Store(x + 8, T.Of(F8.Load(x + 8)));
            return;
        }

        for (var i = 0; i < 16; i++)
            x[i] = One<T>(x[i]);
    }

    internal interface IOp
    {
        static abstract F Of<F>(F x)
            where F : unmanaged, ISimd<F>;
    }

    private readonly struct ExpOp : IOp
    {
        public static F Of<F>(F x)
            where F : unmanaged, ISimd<F> => Functions.Exp(x);
    }

    private readonly struct ExpM1Op : IOp
    {
        public static F Of<F>(F x)
            where F : unmanaged, ISimd<F> => Functions.ExpM1OfNegative(x);
    }

    private readonly struct LogOp : IOp
    {
        public static F Of<F>(F x)
            where F : unmanaged, ISimd<F> => Functions.Log(x);
    }

    private readonly struct Log1POp : IOp
    {
        public static F Of<F>(F x)
            where F : unmanaged, ISimd<F> => Functions.Log1PlusUnit(x);
    }

    private readonly struct SigmoidOp : IOp
    {
        public static F Of<F>(F x)
            where F : unmanaged, ISimd<F> => Functions.Sigmoid(x);
    }

    private readonly struct TanhOp : IOp
    {
        public static F Of<F>(F x)
            where F : unmanaged, ISimd<F> => Functions.Tanh(x);
    }

    private readonly struct ErfOp : IOp
    {
        public static F Of<F>(F x)
            where F : unmanaged, ISimd<F> => Functions.Erf(x);
    }

    private readonly struct SoftplusOp : IOp
    {
        public static F Of<F>(F x)
            where F : unmanaged, ISimd<F> => Functions.Softplus(x);
    }
}
