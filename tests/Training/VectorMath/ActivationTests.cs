using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Configuration;
using Sweep.Training.VectorMath;
using Sweep.Training.VectorMath.Activations;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Tests.VectorMath;

public sealed unsafe class ActivationTests
{
    public static TheoryData<ActivationKind> Kinds => [.. Enum.GetValues<ActivationKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_activation_has_the_same_bits_at_every_width_and_stays_in_its_buffers(ActivationKind kind)
        => Prop.ForAll(
            Shapes.All,
            shape => Rungs.Same(new Passes(kind, shape.Rows, shape.Cols, shape.Stride))).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Values_and_derivatives_agree_with_double_arithmetic(ActivationKind kind)
    {
        const float Parameter = 0.3f;
        var z = Samples.Normal(5_000, 3, 3);
        using var input = new Guarded(z);
        using var output = new Guarded(z.Length);
        using var grad = new Guarded([.. z.Select(_ => 2f)]);
        ActivationKernels.Forward(kind, Parameter, input.Data, output.Data, z.Length);
        ActivationKernels.Backward(kind, Parameter, input.Data, output.Data, grad.Data, z.Length);
        var (a, g) = (output.ToArray(), grad.ToArray());
        for (var i = 0; i < z.Length; i++)
        {
            var tolerance = 2e-7 * Math.Max(1, Math.Abs(z[i]));
            Assert.InRange(a[i] - Exact(kind, z[i], Parameter), -tolerance, tolerance);
            Assert.InRange((g[i] / 2) - Slope(kind, z[i], Parameter), -6e-7, 6e-7);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_greatest_derivative_is_met_and_never_exceeded(ActivationKind kind)
    {
        var greatest = Enumerable.Range(-40_000, 80_001).Max(i => Math.Abs(Slope(kind, i / 2_000.0, 0.3f)));
        Assert.Equal(greatest, BitConverter.Int64BitsToDouble(ActivationDispatch.Run<GreatestJob, F1>(kind, default)), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Infinite_and_huge_inputs_take_the_limits_and_nan_stays(ActivationKind kind)
    {
        float[] z = [float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, 1e4f, -1e4f, 0, float.NaN];
        using var input = new Guarded(z);
        using var output = new Guarded(z.Length);
        using var grad = new Guarded([.. z.Select(_ => 1f)]);
        ActivationKernels.Forward(kind, 0.3f, input.Data, output.Data, z.Length);
        ActivationKernels.Backward(kind, 0.3f, input.Data, output.Data, grad.Data, z.Length);
        var (a, g) = (output.ToArray(), grad.ToArray());
        for (var i = 0; i < z.Length - 1; i++)
        {
            Assert.False(float.IsNaN(a[i]), $"value at {z[i]}");
            Assert.False(float.IsNaN(g[i]) || float.IsInfinity(g[i]), $"derivative at {z[i]}");
        }

        Assert.True(float.IsNaN(a[^1]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_value_stands_in_for_its_input_where_the_derivative_has_the_same_bits_then(ActivationKind kind)
    {
        float[] z = [.. Samples.Normal(5_000, 5, 3), .. Samples.Normal(100, 6, 1e-40f), 0, -0f, float.Epsilon, -float.Epsilon, 1, -1, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        foreach (var parameter in (float[])[0.3f, 0, -0.3f])
        {
            using var input = new Guarded(z);
            using var output = new Guarded(z.Length);
            ActivationKernels.Forward(kind, parameter, input.Data, output.Data, z.Length);
            var same = Slopes(input.Data).SequenceEqual(Slopes(output.Data)) && Saturated(input.Data).SequenceEqual(Saturated(output.Data));

            // What a learnt slope is now says nothing about what it will be.
            if (kind != ActivationKind.Prelu)
                Assert.Equal(same, ActivationKernels.MayReplaceInput(kind, parameter));
            else
                Assert.False(ActivationKernels.MayReplaceInput(kind, parameter));

            float[] Slopes(float* from)
            {
                using var grad = new Guarded([.. z.Select(_ => 1f)]);
                ActivationKernels.Backward(kind, parameter, from, output.Data, grad.Data, z.Length);
                return grad.ToArray();
            }

            float[] Saturated(float* from)
            {
                using var alive = new Guarded(new float[z.Length]);
                var count = ActivationKernels.CountSaturated(kind, parameter, from, output.Data, alive.Data, 1, z.Length, z.Length);
                return [count, .. alive.ToArray()];
            }
        }
    }

    [Fact]
    public void Units_that_never_answer_are_told_from_those_that_do()
    {
        // Column 0 is off in both rows, column 1 in one.
        using var z = new Guarded([-1f, 2f, -3f, -4f]);
        using var a = new Guarded(4);
        using var alive = new Guarded(new float[2]);
        ActivationKernels.Forward(ActivationKind.Relu, 0, z.Data, a.Data, 4);
        Assert.Equal(3, ActivationKernels.CountSaturated(ActivationKind.Relu, 0, z.Data, a.Data, alive.Data, 2, 2, 2));
        Assert.Equal([0f, 1f], alive.ToArray());
    }

    [Fact]
    public void Prelu_slope_gradient_sums_gradient_times_input_where_the_slope_acts()
    {
        var z = Samples.Normal(777, 5);
        var g = Samples.Normal(777, 6);
        var exact = z.Zip(g).Where(p => p.First <= 0).Sum(p => (double)p.First * p.Second);
        using var zs = new Guarded(z);
        using var gs = new Guarded(g);
        Assert.Equal(exact, ActivationKernels.PreluSlopeGradient(zs.Data, gs.Data, 777), 1e-11);
    }

    [Fact]
    public void Every_configured_activation_has_a_kernel_of_its_own()
    {
        var kinds = typeof(Activation).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(Activation)))
            .Select(t => ActivationKernels.Of((Activation)Activator.CreateInstance(t)!)).ToList();
        Assert.Equal(Enum.GetValues<ActivationKind>().Order(), kinds.Select(k => k.Kind).Order());
        Assert.Equal((ActivationKind.LeakyRelu, 0.01f), ActivationKernels.Of(new Activation.LeakyRelu()));
        Assert.Equal((ActivationKind.Elu, 2f), ActivationKernels.Of(new Activation.Elu { Alpha = 2 }));
    }

    private static double Exact(ActivationKind kind, double z, double p) => kind switch
    {
        ActivationKind.Identity => z,
        ActivationKind.Sigmoid => Sigmoid(z),
        ActivationKind.Tanh => Math.Tanh(z),
        ActivationKind.Relu => Math.Max(0, z),
        ActivationKind.LeakyRelu or ActivationKind.Prelu => z > 0 ? z : p * z,
        ActivationKind.Elu => z > 0 ? z : p * (Math.Exp(z) - 1),
        ActivationKind.Selu => 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * (Math.Exp(z) - 1)),
        ActivationKind.Gelu => z * Distribution(z),
        ActivationKind.GeluTanh => 0.5 * z * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z)))),
        ActivationKind.Silu => z * Sigmoid(z),
        ActivationKind.Softplus => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))),
        ActivationKind.HardTanh => Math.Clamp(z, -1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static double Slope(ActivationKind kind, double z, double p) => kind switch
    {
        ActivationKind.Identity => 1,
        ActivationKind.Relu => z > 0 ? 1 : 0,
        ActivationKind.LeakyRelu or ActivationKind.Prelu => z > 0 ? 1 : p,
        ActivationKind.Elu => z > 0 ? 1 : p * Math.Exp(z),
        ActivationKind.Selu => 1.0507009873554805 * (z > 0 ? 1 : 1.6732632423543772 * Math.Exp(z)),
        ActivationKind.HardTanh => z is > -1 and < 1 ? 1 : 0,
        ActivationKind.Sigmoid => Sigmoid(z) * (1 - Sigmoid(z)),
        ActivationKind.Tanh => 1 - (Math.Tanh(z) * Math.Tanh(z)),
        ActivationKind.Softplus => Sigmoid(z),
        ActivationKind.Silu => Sigmoid(z) * (1 + (z * (1 - Sigmoid(z)))),
        // Of the rest, the smooth ones, a difference quotient of fourth order.
        _ => ((8 * (Exact(kind, z + 1e-3, p) - Exact(kind, z - 1e-3, p))) - (Exact(kind, z + 2e-3, p) - Exact(kind, z - 2e-3, p))) / 12e-3,
    };

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static double Distribution(double z)
    {
        // Φ by its series ½ + φ(z)·(z + z³/3 + z⁵/15 + …); beyond 9 it is 0 or 1.
        if (Math.Abs(z) > 9)
            return z > 0 ? 1 : 0;
        var (sum, term) = (z, z);
        for (var k = 3; k < 600 && Math.Abs(term) > 1e-20; k += 2)
        {
            term *= z * z / k;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
    }

    private readonly struct GreatestJob : IActivationJob
    {
        public long Run<T, F>()
            where T : struct, IActivation
            where F : unmanaged, ISimd<F> => BitConverter.DoubleToInt64Bits(T.GreatestDerivative(0.3f));
    }

    private sealed class Passes(ActivationKind kind, int rows, int cols, int stride) : Rungs.IComputation
    {
        public float[][] Run<F>()
            where F : unmanaged, ISimd<F>
        {
            var n = Shapes.Extent(rows, cols, stride);
            using var z = new Guarded(Samples.Wild(n, 1));
            using var a = new Guarded(new float[n]);
            using var bias = new Guarded(Samples.Normal(cols, 2));
            using var grad = new Guarded(Samples.Wild(n, 3));
            using var alive = new Guarded(new float[cols]);
            ActivationDispatch.Run<ForwardJob, F>(kind, new ForwardJob(0.3f, z.Data, bias.Data, a.Data, rows, cols, stride));
            ActivationDispatch.Run<BackwardJob, F>(kind, new BackwardJob(0.3f, z.Data, a.Data, grad.Data, n));
            var count = ActivationDispatch.Run<SaturationJob, F>(kind, new SaturationJob(0.3f, z.Data, a.Data, alive.Data, rows, cols, stride));
            return [z.ToArray(), a.ToArray(), grad.ToArray(), alive.ToArray(), [count]];
        }
    }
}
