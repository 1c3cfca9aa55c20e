using System.Text.Json;
using System.Text.Json.Nodes;
using Sweep.Core.Configuration;
using Sweep.Training.Tests.Engine;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Tests.Oracles;

/// <summary>Every activation against PyTorch on one grid with extremes: tests/reference/activations.py.</summary>
public sealed unsafe class ActivationReferenceTests
{
    private static readonly JsonElement Reference = SpecOptions.Read("activations");

    private static readonly float[] Grid = SpecOptions.Floats(Reference.GetProperty("x"));

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Reference.GetProperty("cases").GetArrayLength())];

    [Fact]
    public void Every_activation_has_a_reference()
    {
        var named = Reference.GetProperty("cases").EnumerateArray().Select(c => Of(c).GetType()).ToHashSet();
        Assert.Superset(typeof(Activation).GetNestedTypes().ToHashSet(), named);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_are_PyTorchs(int number)
    {
        var recorded = Reference.GetProperty("cases")[number];
        var activation = Of(recorded);
        var expected = SpecOptions.Floats(recorded.GetProperty("y"));
        var actual = Forward(activation, Grid);
        for (var i = 0; i < Grid.Length; i++)
            Closeness.Near(expected[i], actual[i], Floor(activation, Grid[i]), $"{activation} at {Grid[i]:r}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Derivatives_are_PyTorchs(int number)
    {
        var recorded = Reference.GetProperty("cases")[number];
        var activation = Of(recorded);
        var expected = SpecOptions.Floats(recorded.GetProperty("derivative"));
        var actual = Derivative(activation, Grid);
        for (var i = 0; i < Grid.Length; i++)
            Closeness.Near(expected[i], actual[i], DerivativeFloor(activation), $"derivative of {activation} at {Grid[i]:r}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_element_has_the_same_bits_wherever_it_stands(int number)
    {
        var activation = Of(Reference.GetProperty("cases")[number]);
        var (values, derivatives) = (Forward(activation, Grid), Derivative(activation, Grid));
        foreach (var length in new[] { 1, 3, 7, 15, 17, 31, 33, 63, 65 })
        {
            for (var start = 0; start + length <= Grid.Length; start += length)
            {
                var part = Grid[start..(start + length)];
                Assert.Equal(values[start..(start + length)], Forward(activation, part));
                Assert.Equal(derivatives[start..(start + length)], Derivative(activation, part));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void NaN_stays_NaN_and_infinities_go_to_the_limits(int number)
    {
        var activation = Of(Reference.GetProperty("cases")[number]);
        var values = Forward(activation, [float.NaN, float.NegativeInfinity, float.PositiveInfinity]);
        Assert.Equal(float.NaN, values[0]);
        Assert.Equal(Limits(activation).Right, values[2]);
        // 0·∞ is NaN, in PyTorch too.
        Assert.Equal(activation is Activation.LeakyRelu { Slope: 0 } ? float.NaN : Limits(activation).Left, values[1]);
    }

    [Fact]
    public void The_slope_of_prelu_has_PyTorchs_derivative()
    {
        foreach (var recorded in Reference.GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("slope_derivative", out _)))
        {
            var expected = SpecOptions.Floats(recorded.GetProperty("slope_derivative"));
            var ones = Enumerable.Repeat(1f, Grid.Length).ToArray();
            fixed (float* z = Grid)
            fixed (float* gradient = ones)
            {
                for (var i = 0; i < Grid.Length; i++)
                    Assert.Equal(expected[i], ActivationKernels.PreluSlopeGradient(z + i, gradient + i, 1));
                Closeness.Near(expected.Sum(value => (double)value), ActivationKernels.PreluSlopeGradient(z, gradient, Grid.Length), 0, "sum", 1e-12);
            }
        }
    }

    private static Activation Of(JsonElement recorded)
    {
        var option = JsonObject.Create(recorded.GetProperty("parameters"))!;
        option["name"] = recorded.GetProperty("name").GetString();
        return SpecOptions.Make<Activation>(JsonSerializer.SerializeToElement(option));
    }

    // GELU is φ by one plus erf, which cancels left of zero: its error is one of absolute size there.
    private static double Floor(Activation activation, double x)
        => activation is Activation.Gelu or Activation.GeluTanh ? 3e-7 * Math.Max(1, Math.Abs(x)) : Closeness.Subnormal;

    // Derivatives are taken from the value, which leaves the rounding of its limit: a(1 − a), 1 − a², a + alpha.
    private static double DerivativeFloor(Activation activation) => activation switch
    {
        Activation.Sigmoid or Activation.Tanh => 1.2e-7,
        Activation.Elu elu => 1.2e-7 * elu.Alpha,
        Activation.Selu => 1.2e-7 * 1.7580993,
        Activation.Gelu or Activation.GeluTanh => 5e-7,
        Activation.Silu => 1e-9,
        _ => Closeness.Subnormal,
    };

    private static (float Left, float Right) Limits(Activation activation) => activation switch
    {
        Activation.Sigmoid => (0, 1),
        Activation.Tanh or Activation.HardTanh => (-1, 1),
        Activation.LeakyRelu { Slope: > 0 } or Activation.Prelu or Activation.Identity => (float.NegativeInfinity, float.PositiveInfinity),
        Activation.Elu elu => ((float)-elu.Alpha, float.PositiveInfinity),
        Activation.Selu => (-1.7580993f, float.PositiveInfinity),
        _ => (0, float.PositiveInfinity),
    };

    private static float[] Forward(Activation activation, float[] x)
    {
        var (kind, parameter) = ActivationKernels.Of(activation);
        var result = new float[x.Length];
        fixed (float* z = x)
        fixed (float* a = result)
            ActivationKernels.Forward(kind, parameter, z, a, x.Length);
        return result;
    }

    private static float[] Derivative(Activation activation, float[] x)
    {
        var (kind, parameter) = ActivationKernels.Of(activation);
        var values = Forward(activation, x);
        var result = Enumerable.Repeat(1f, x.Length).ToArray();
        fixed (float* z = x)
        fixed (float* a = values)
        fixed (float* gradient = result)
            ActivationKernels.Backward(kind, parameter, z, a, gradient, x.Length);
        return result;
    }
}
