using Sweep.Core.Randomness;
using Sweep.Training.Data;

namespace Sweep.Training.Tests.Data;

public sealed class DeterministicMathTests
{
    [Theory]
    [InlineData("exp", -745, 709.7)]
    [InlineData("exp", -1, 1)]
    [InlineData("log", 1e-300, 1)]
    [InlineData("log", 0.5, 2)]
    [InlineData("log", 1, 1e300)]
    [InlineData("sin", -7, 7)]
    [InlineData("sin", -1e5, 1e5)]
    [InlineData("cos", -7, 7)]
    [InlineData("cos", -1e5, 1e5)]
    public void Functions_differ_from_the_platform_by_2_ulp_at_most(string name, double from, double to)
    {
        Func<double, double> ours = name switch { "exp" => DeterministicMath.Exp, "log" => DeterministicMath.Log, "sin" => DeterministicMath.Sin, _ => DeterministicMath.Cos };
        Func<double, double> theirs = name switch { "exp" => Math.Exp, "log" => Math.Log, "sin" => Math.Sin, _ => Math.Cos };
        var sequence = RandomKey.For(7, 0).Sequence(RandomUse.Data);
        for (var i = 0; i < 100_000; i++)
        {
            var x = from + ((to - from) * sequence.NextDouble());
            var expected = theirs(x);
            Assert.True(Math.Abs(ours(x) - expected) <= 2 * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)), $"{name}({x:R}) is {ours(x):R}, the platform says {expected:R}");
        }
    }

    [Fact]
    public void Sine_and_cosine_stay_exact_beside_multiples_of_half_pi()
    {
        for (var n = 1; n < 60_000; n++)
        {
            var x = n * (Math.PI / 2);
            foreach (var (ours, theirs) in new[] { (DeterministicMath.Sin(x), Math.Sin(x)), (DeterministicMath.Cos(x), Math.Cos(x)) })
                Assert.True(Math.Abs(ours - theirs) <= 2 * (Math.BitIncrement(Math.Abs(theirs)) - Math.Abs(theirs)), $"{x:R}: {ours:R} and {theirs:R}");
        }
    }

    [Fact]
    public void Edges_have_their_limits()
    {
        Assert.Equal(double.PositiveInfinity, DeterministicMath.Exp(710));
        Assert.Equal(0, DeterministicMath.Exp(-746));
        Assert.Equal(1, DeterministicMath.Exp(0));
        Assert.Equal(double.Epsilon, DeterministicMath.Exp(-745));
        Assert.True(double.IsNaN(DeterministicMath.Exp(double.NaN)));
        Assert.Equal(double.NegativeInfinity, DeterministicMath.Log(0));
        Assert.Equal(0, DeterministicMath.Log(1));
        Assert.Equal(Math.Log(double.Epsilon), DeterministicMath.Log(double.Epsilon));
        Assert.Equal(double.PositiveInfinity, DeterministicMath.Log(double.PositiveInfinity));
        Assert.True(double.IsNaN(DeterministicMath.Log(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeterministicMath.Sin(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeterministicMath.Cos(1.01e5));
    }

    // Known bits: a platform whose arithmetic differs fails here.
    [Fact]
    public void Normal_numbers_have_known_bits_and_moments()
    {
        var normal = new NormalSequence(RandomKey.For(1, 0).Sequence(RandomUse.Data));
        var numbers = Enumerable.Range(0, 100_000).Select(_ => normal.Next()).ToArray();
        var bits = numbers.Aggregate(0L, (hash, x) => unchecked((hash * 31) + BitConverter.DoubleToInt64Bits(x)));
        Assert.Equal(-6177172394287038002L, bits);
        var mean = numbers.Average();
        Assert.InRange(mean, -0.012, 0.012);
        Assert.InRange(numbers.Average(x => (x - mean) * (x - mean)), 0.985, 1.015);
        Assert.InRange(numbers.Average(x => Math.Pow(x, 4)), 2.85, 3.15);
    }
}
